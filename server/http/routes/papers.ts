// Papers of a meeting: files, and pages to look at.
import * as routes from '../../../shared/api/paper-routes.schema.ts';
import type { PaperService } from '../../services/papers.ts';
import { route, type Route } from '../route.ts';

export function paperRoutes({ papers }: { readonly papers: PaperService }): readonly Route[] {
  return [
    route(routes.listPapers, ({ actor, params: { id }, query }) => papers.offers(actor, { meetingId: id, ...query })),
    route(routes.readPaper, ({ actor, params: { id, paper, format }, query }) =>
      papers.file(actor, { meetingId: id, kind: paper, format, ...query }),
    ),
    route(routes.readPaperPages, ({ actor, params: { id, paper }, query }) =>
      papers.pages(actor, { meetingId: id, kind: paper, ...query }),
    ),
  ];
}
