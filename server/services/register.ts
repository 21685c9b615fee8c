// The services of the register, wired over one book: they take turns at it.
import type { Accounts } from '../account-ports.ts';
import type { Audit } from '../register-ports.ts';
import type { People } from '../people-ports.ts';
import type { Bodies } from '../preparing-ports.ts';
import type { PartsTaken } from '../part-ports.ts';
import type { Clock, Ids, Log } from '../ports.ts';
import type { Rooms } from '../sync/rooms.ts';
import { BodyRegisterService } from './body-register.ts';
import { CharterService } from './charters.ts';
import { DoublesService } from './doubles.ts';
import { PartsReading } from './parts-taken.ts';
import { PartyRecords } from './party-records.ts';
import { PeopleService } from './people.ts';
import { RegisterBook } from './register-book.ts';
import { RegisterExport, type SheetWriter } from './register-export.ts';
import { SameParties } from './same-parties.ts';
import { RosterImportService } from './roster-imports.ts';

interface RegisterServiceOptions {
  readonly people: People;
  readonly bodies: Pick<Bodies, 'byId' | 'list'>;
  readonly partsTaken: PartsTaken;
  readonly rooms: Pick<Rooms, 'read'>;
  readonly log: Log;
  readonly accounts: Pick<Accounts, 'byId'>;
  readonly audit: Pick<Audit, 'append'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly timeZone: string;
  readonly sheets: SheetWriter;
}

export function registerServices({ people: store, bodies, ...rest }: RegisterServiceOptions) {
  const options = { ...rest, book: new RegisterBook(store, rest.clock) };
  const people = new PeopleService(options);
  const parties = new SameParties({ people: store, bodies });
  const parts = new PartsReading(options);
  const bodyRegister = new BodyRegisterService({ ...options, bodies });
  return {
    ...{ registerBook: options.book, parties, parts },
    people,
    doubles: new DoublesService(options),
    partyRecords: new PartyRecords({ ...options, people, parties, parts }),
    bodyRegister,
    charters: new CharterService({ ...options, bodies }),
    rosterImports: new RosterImportService(options),
    registerExport: new RegisterExport({ ...options, people, bodyRegister }),
  };
}
