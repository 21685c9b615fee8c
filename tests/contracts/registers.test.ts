// Every implementation of the registers' ports, one line each.
import { storeForTest } from '../support/store-fixture.ts';
import { accountsContract } from './accounts-contract.ts';
import { archivesContract } from './archives-contract.ts';
import { auditContract } from './audit-contract.ts';
import { filesContract } from './files-contract.ts';
import { meetingsContract } from './meetings-contract.ts';
import { namedVersionsContract } from './named-versions-contract.ts';
import { outboxContract } from './outbox-contract.ts';
import { peopleContract } from './people-contract.ts';
import { privateNotesContract } from './private-notes-contract.ts';
import { tasksContract } from './tasks-contract.ts';
import { topicsContract } from './topics-contract.ts';

accountsContract('SQLite', () => storeForTest());
meetingsContract('SQLite', () => storeForTest());
archivesContract('SQLite', () => storeForTest());
auditContract('SQLite', () => storeForTest());
filesContract('SQLite', () => storeForTest());
namedVersionsContract('SQLite', () => storeForTest());
privateNotesContract('SQLite', () => storeForTest());
peopleContract('SQLite', () => storeForTest());
outboxContract('SQLite', () => storeForTest());
tasksContract('SQLite', () => storeForTest());
topicsContract('SQLite', () => storeForTest());
