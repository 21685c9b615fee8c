// Who may do what, written down by hand a second time: what people were promised, not what the code says. The matrix holds
// the server to it, so nothing here may be computed from the product's own tables. Here: meetings and what belongs to one;
// the rest in lists of their own.
import { randomUUID } from 'node:crypto';
import { ACCOUNT_POLICY } from './account-policy.ts';
import { BUNDLE_POLICY } from './bundle-policy.ts';
import { bodyId } from './office-in-use.ts';
import { Form, read } from './exchange.ts';
import { REGISTER_POLICY } from './register-policy.ts';
import { EVERYONE, SECRETARIAT, STALE, STEERING, type RoutePolicies } from './route-policy.ts';
import { TASK_POLICY } from './task-policy.ts';

const MEETING_POLICY: RoutePolicies = {
  listMeetings: [
    { about: 'list', outcome: 200 },
    { about: 'list', outcome: 200, query: '?trashed=true' },
  ],
  createMeeting: [
    {
      about: 'body',
      roles: STEERING,
      outcome: 201,
      bodies: ['own', 'other', 'none'],
      body: (target) => ({ title: 'x', ...(target === 'none' ? {} : { bodyId: bodyId(target) }) }),
    },
  ],
  importMeeting: [
    { about: 'body', roles: STEERING, outcome: 201, bodies: ['none'], body: () => ({ meeting: { name: 'x' } }) },
  ],
  createSample: [{ about: 'office', roles: STEERING, outcome: 201 }],
  publishAgenda: [
    {
      about: 'meeting',
      rows: [[STEERING, { open: 200, archived: 'sealed' }]],
    },
  ],
  listBodies: [{ about: 'list', outcome: 200 }],
  createBody: [
    {
      about: 'office',
      roles: STEERING,
      outcome: 201,
      /** Two bodies do not share a name. */
      get body() {
        return { name: randomUUID() };
      },
    },
  ],
  patchBody: [
    {
      about: 'office id',
      roles: STEERING,
      outcome: 200,
      body: { shortName: '机构' },
      make: async (office) => {
        await office.send('POST', '/bodies', office.as(office.keeper), { id: 'named', name: '已有名字的机构' });
        return 'named';
      },
    },
  ],
  readMeeting: [
    {
      about: 'meeting',
      rows: [
        [STEERING, { open: 200, archived: 200, trashed: 200 }],
        [['notetaker'], { open: 200, archived: 200 }],
      ],
    },
  ],
  patchMeeting: [
    {
      about: 'meeting',
      rows: [[STEERING, { open: 'version-mismatch', archived: 'sealed' }]],
      body: { venue: 'x' },
      headers: STALE,
    },
  ],
  changePhase: [
    {
      about: 'meeting',
      rows: [[STEERING, { open: 'phase-not-allowed', archived: 'phase-not-allowed' }]],
      body: { to: 'archived' },
    },
  ],
  trashMeeting: [
    {
      about: 'meeting',
      rows: [[STEERING, { open: 204, archived: 'sealed' }]],
      undo: async (office, _answer, { id }) => {
        await office.send('POST', `/meetings/${id}/restore`, office.as(office.keeper));
      },
    },
  ],
  restoreMeeting: [
    {
      about: 'meeting',
      rows: [[STEERING, { open: 200, archived: 'sealed', trashed: 200 }]],
      undo: async (office, _answer, { id, state }) => {
        if (state === 'trashed') await office.send('DELETE', `/meetings/${id}`, office.as(office.keeper));
      },
    },
  ],
  readMyNotes: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] }],
  writeMyNotes: [
    {
      about: 'meeting',
      rows: [[SECRETARIAT, { open: 'version-mismatch', archived: 'version-mismatch' }]],
      body: { text: 'x' },
      headers: STALE,
    },
  ],
  listDisplays: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 'sealed' }]] }],
  listLinks: [{ about: 'meeting', rows: [[STEERING, { open: 200, archived: 200 }]] }],
  createLink: [
    {
      about: 'meeting',
      rows: [[STEERING, { open: 201, archived: 201 }]],
      body: { kind: 'view' },
      undo: async (office, answer) => {
        await office.send('DELETE', `/links/${read(answer, 'id')}`, office.as(office.keeper));
      },
    },
  ],
  readRehearsal: [{ about: 'meeting', rows: [[STEERING, { open: 200, archived: 200 }]] }],
  runRehearsal: [
    {
      about: 'meeting',
      rows: [[STEERING, { prepare: 200, open: 'phase-not-allowed', archived: 'phase-not-allowed' }]],
      body: { rate: 0 },
      undo: async (office, _answer, { id }) => {
        await office.send('DELETE', `/meetings/${id}/rehearsal`, office.as(office.keeper));
      },
    },
  ],
  endRehearsal: [{ about: 'meeting', rows: [[STEERING, { open: 204, archived: 204 }]] }],
  // By code or link alone; what each of them opens is told in tests/services/check-in.test.ts.
  openDoor: [{ about: 'anyone', outcome: 'not-found', body: {} }],
  checkIn: [{ about: 'anyone', outcome: 'not-found', body: { person: 'nobody' } }],
  withdrawCheckIn: [{ about: 'anyone', outcome: 'not-found', body: { receipt: 'r~AAAAAAAAAAAAAAAAAAAAAAA~x' } }],
  readDoorCode: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 'sealed' }]] }],
  deleteLink: [
    {
      about: 'link',
      rows: [[STEERING, { open: 204, archived: 204 }]],
      undo: async (office, _answer, target) => {
        const path = `/meetings/${target.id}/links`;
        target.linkId = read(await office.send('POST', path, office.as(office.keeper), { kind: 'view' }), 'id');
      },
    },
  ],
  uploadFile: [
    {
      about: 'meeting',
      rows: [[SECRETARIAT, { open: 201, archived: 'sealed' }]],
      get body() {
        return Form.withFile();
      },
      undo: async (office, answer) => {
        await office.send('DELETE', `/files/${read(answer, 'id')}`, office.as(office.keeper));
      },
    },
  ],
  listFiles: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] }],
  readFile: [{ about: 'file', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] }],
  renameFile: [{ about: 'file', rows: [[SECRETARIAT, { open: 200, archived: 'sealed' }]], body: { name: 'y.txt' } }],
  removeFile: [
    {
      about: 'file',
      rows: [[SECRETARIAT, { open: 204, archived: 'sealed' }]],
      undo: async (office, _answer, target) => {
        const path = `/meetings/${target.id}/files`;
        target.fileId = read(await office.send('POST', path, office.as(office.keeper), Form.withFile()), 'id');
      },
    },
  ],
  readSnapshot: [
    { about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] },
    { about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]], query: '?audience=public' },
  ],
  exportMeeting: [
    { about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] },
    {
      about: 'meeting',
      rows: [
        [SECRETARIAT, { open: 200, archived: 200 }],
        [['reader'], { archived: 200 }],
      ],
      query: '?audience=public',
    },
  ],
  listWriters: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] }],
  readHistory: [
    { about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] },
    { about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]], query: '?item=anything' },
  ],
  readPast: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] }],
  listVersions: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] }],
  createVersion: [
    {
      about: 'meeting',
      rows: [[SECRETARIAT, { open: 201, archived: 'sealed' }]],
      body: { name: '试' },
      undo: async (office, answer, { id }) => {
        await office.send('DELETE', `/meetings/${id}/versions/${read(answer, 'id')}`, office.as(office.keeper));
      },
    },
  ],
  readVersion: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] }],
  renameVersion: [
    { about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 'sealed' }]], body: { name: '新名' } },
  ],
  removeVersion: [
    {
      about: 'meeting',
      rows: [[SECRETARIAT, { open: 204, archived: 'sealed' }]],
      undo: async (office, _answer, { id, versionId }) => {
        const path = `/meetings/${id}/versions/${versionId}/restore`;
        await office.send('POST', path, office.as(office.keeper));
      },
    },
  ],
  restoreVersion: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 'sealed' }]] }],
  archiveMeeting: [
    { about: 'meeting', rows: [[STEERING, { open: 'not-ready', archived: 'already-archived' }]], body: {} },
  ],
  reopenMeeting: [
    {
      about: 'meeting',
      rows: [[STEERING, { open: 'not-archived', archived: 201 }]],
      body: { reason: '试' },
      undo: async (office, _answer, target) => {
        const path = `/meetings/${target.id}/archive`;
        const sealed = await office.send('POST', path, office.as(office.keeper), { override: { reason: '试' } });
        // Readers have the newest version and no other.
        target.archiveId = read(sealed, 'archiveId');
      },
    },
  ],
  listPapers: [
    { about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] },
    {
      about: 'meeting',
      rows: [
        [SECRETARIAT, { open: 200, archived: 200 }],
        [['reader'], { archived: 200 }],
      ],
      query: '?audience=public',
    },
  ],
  readPaper: [
    { about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] },
    {
      about: 'meeting',
      rows: [
        [SECRETARIAT, { open: 200, archived: 200 }],
        [['reader'], { archived: 200 }],
      ],
      query: '?audience=public',
    },
  ],
  readPaperPages: [
    {
      about: 'meeting',
      rows: [
        [SECRETARIAT, { open: 200, archived: 200 }],
        [['reader'], { archived: 200 }],
      ],
      query: '?audience=public&count=1',
    },
  ],
  searchArchive: [
    { about: 'list', outcome: 200 },
    { about: 'list', outcome: 200, query: '?q=%E6%8A%A5' },
  ],
  readArchive: [{ about: 'archive', roles: EVERYONE, outcome: 200 }],
  verifyArchive: [{ about: 'archive', roles: EVERYONE, outcome: 200 }],
};

/** By the operationId; several where the request makes a difference. */
export const ROUTE_POLICY: RoutePolicies = {
  ...BUNDLE_POLICY,
  ...ACCOUNT_POLICY,
  ...REGISTER_POLICY,
  ...TASK_POLICY,
  ...MEETING_POLICY,
};
