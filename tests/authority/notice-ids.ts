// Notices that are there only to be asked about.
import { read } from './exchange.ts';
import type { Office } from './office-in-use.ts';

/** The id of a test mail, which waits, since there is no mail server. */
export async function testMailIn(office: Office): Promise<string> {
  return read(await office.send('POST', '/office/notices', office.as(office.keeper), { to: 'li@example.org' }), 'id');
}
