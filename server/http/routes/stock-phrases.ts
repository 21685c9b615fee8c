// The sentences bodies write again and again.
import * as routes from '../../../shared/api/stock-phrase-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { StockPhraseService } from '../../services/stock-phrases.ts';
import { route, type Route } from '../route.ts';

export function stockPhraseRoutes({
  stockPhrases: phrases,
}: {
  readonly stockPhrases: StockPhraseService;
}): readonly Route[] {
  return [
    route(routes.listStockPhrases, async ({ actor }) => {
      const listed = await phrases.list(actor);
      return listed.ok ? ok({ phrases: [...listed.value] }) : listed;
    }),
    route(routes.listMeetingPhrases, ({ actor, params }) => phrases.ofMeeting(actor, params.id)),
    route(routes.createStockPhrase, ({ actor, body }) => phrases.create(actor, body)),
    route(routes.patchStockPhrase, ({ actor, params, body }) => phrases.patch(actor, params.id, body)),
    route(routes.removeStockPhrase, ({ actor, params }) => phrases.remove(actor, params.id)),
    route(routes.restoreStockPhrase, ({ actor, params }) => phrases.restore(actor, params.id)),
  ];
}
