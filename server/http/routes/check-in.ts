// The door: signing in by the screen's code or a link.
import * as routes from '../../../shared/api/check-in-routes.schema.ts';
import type { CheckInService } from '../../services/check-in.ts';
import { route, type Route } from '../route.ts';

export function checkInRoutes({ checkIn }: { readonly checkIn: CheckInService }): readonly Route[] {
  return [
    route(routes.openDoor, ({ params, body }) => checkIn.open(params.token, body.device)),
    route(routes.checkIn, ({ params, body }) => checkIn.sign(params.token, body)),
    route(routes.withdrawCheckIn, ({ params, body }) => checkIn.withdraw(params.token, body.receipt)),
    route(routes.readDoorCode, ({ actor, params }) => checkIn.code(actor, params.id)),
  ];
}
