// One's own notes beside a meeting.
import * as routes from '../../../shared/api/note-routes.schema.ts';
import type { PrivateNoteAnswer } from '../../../shared/api/note.schema.ts';
import type { RefusalCode } from '../../../shared/domain/errors.ts';
import type { Result } from '../../../shared/lib/result.ts';
import type { PrivateNoteService } from '../../services/private-notes.ts';
import { etagOf, expectedRevisions } from '../etag.ts';
import { route, type Route } from '../route.ts';

export function noteRoutes({ privateNotes }: { readonly privateNotes: PrivateNoteService }): readonly Route[] {
  return [
    route(routes.readMyNotes, async ({ actor, params, setHeader }) =>
      tagged(await privateNotes.read(actor, params.id), setHeader),
    ),
    route(routes.writeMyNotes, async ({ actor, params, body, ifMatch, setHeader }) => {
      const change = { text: body.text, expected: expectedRevisions(ifMatch) };
      return tagged(await privateNotes.write(actor, params.id, change), setHeader);
    }),
  ];
}

/** The same answer, its revision also as ETag. */
function tagged(
  answer: Result<PrivateNoteAnswer, RefusalCode>,
  setHeader: (name: string, value: string) => void,
): Result<PrivateNoteAnswer, RefusalCode> {
  if (answer.ok) setHeader('ETag', etagOf(answer.value.revision));
  return answer;
}
