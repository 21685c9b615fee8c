// Opens a meeting for a page: storage, connection, provider, state. The page closes what it opened.
import type { Meeting } from '../../shared/api/meeting.schema.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { browserDevice } from '../sync/device.ts';
import { contentDigest } from '../sync/digest.ts';
import { browserDatabases } from '../sync/indexed-db.ts';
import { LocalStore } from '../sync/local-store.ts';
import { Provider } from '../sync/provider.ts';
import { socketWire } from '../sync/socket-wire.ts';
import { MeetingState, type Me } from './meeting.svelte.ts';

/** The newest version of `meeting`, as `me`. */
export async function openMeeting(meeting: Pick<Meeting, 'id' | 'version'>, me: Me): Promise<MeetingState> {
  const device = browserDevice();
  const id = brand<MeetingId>(meeting.id);
  const store = await LocalStore.open(browserDatabases(), device);
  const wire = socketWire(device);
  const provider = new Provider({
    meetingId: id,
    version: meeting.version,
    user: me.userId,
    wire,
    store,
    device,
    digestOf: contentDigest,
  });
  return new MeetingState({ id, me, provider, device });
}
