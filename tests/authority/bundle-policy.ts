// Who may do what with exports of many meetings: whoever may export anything asks for one, and it is theirs alone.
import { expect } from 'vitest';
import { read } from './exchange.ts';
import type { Office, Someone } from './office-in-use.ts';
import type { RoutePolicies } from './route-policy.ts';

/** Of nothing that anybody has: what may be asked for is shown by `make` below, and by the stories of second ids. */
const OF_NOTHING = { meetings: ['nothing'], papers: ['agenda'], formats: ['docx'], audience: 'public' };

/** One that is ready, in the place of those that were: there may be few, and none may still be writing while others ask. */
async function bundleOf(office: Office, who: Someone): Promise<string> {
  const headers = office.as(who);
  const before = await office.send('GET', '/exports', headers);
  for (const [, id = ''] of before.text.matchAll(/"id":"([^"]+)","state"/g)) {
    await office.send('DELETE', `/exports/${id}`, headers);
  }
  const meetings = office.targets.filter(({ state }) => state === 'archived').map(({ id }) => id);
  const made = await office.send('POST', '/exports', headers, { ...OF_NOTHING, meetings });
  const id = read(made, 'id');
  await expect
    .poll(async () => (await office.send('GET', `/exports/${id}`, headers)).text, { timeout: 20_000 })
    .toContain('"state":"ready"');
  return id;
}

export const BUNDLE_POLICY: RoutePolicies = {
  estimateBundle: [{ about: 'list', outcome: 200, body: OF_NOTHING }],
  createBundle: [{ about: 'list', outcome: 'invalid', body: OF_NOTHING }],
  listBundles: [{ about: 'list', outcome: 200 }],
  readBundle: [{ about: 'own id', outcome: 200, make: bundleOf }],
  cancelBundle: [{ about: 'own id', outcome: 200, make: bundleOf }],
  repeatBundle: [{ about: 'own id', outcome: 200, make: bundleOf }],
  readBundleFile: [{ about: 'own id', outcome: 200, make: bundleOf }],
  removeBundle: [{ about: 'own id', outcome: 204, make: bundleOf }],
};
