// Uploads over requests that a test answers by hand, on a device whose time stands still.
import type { MeetingId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { Uploads } from '../../../client/state/uploads.svelte.ts';
import { FakeDevice } from './fake-device.ts';

/** As much of an XMLHttpRequest as an upload needs. */
class FakeRequest extends EventTarget {
  readonly upload = new EventTarget();
  address = '';
  status = 0;
  responseText = '';
  body: FormData | null = null;
  isAborted = false;
  #retryAfter: string | null = null;

  open(_method: string, address: string): void {
    this.address = address;
  }
  setRequestHeader(): void {}
  getResponseHeader(name: string): string | null {
    return name === 'retry-after' ? this.#retryAfter : null;
  }
  send(body: FormData): void {
    this.body = body;
  }
  abort(): void {
    this.isAborted = true;
    this.dispatchEvent(new Event('abort'));
  }

  /** The name under which the file travels. */
  get fileName(): string {
    const part = this.body?.get('file');
    return part instanceof Blob && 'name' in part ? String(part.name) : '';
  }
  progress(loaded: number): void {
    this.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded }));
  }
  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.dispatchEvent(new Event('load'));
  }
  breakOff(): void {
    this.dispatchEvent(new Event('error'));
  }
}

export class UploadDesk {
  readonly device = new FakeDevice();
  readonly requests: FakeRequest[] = [];
  readonly uploads: Uploads;
  isOnline = true;
  signedOut = 0;
  #back: () => void = () => undefined;

  constructor() {
    this.uploads = new Uploads({
      meetingId: brand<MeetingId>('m1'),
      request: () => {
        const request = new FakeRequest();
        this.requests.push(request);
        // The browser's own type has dozens of members that nothing here asks for.
        return request as unknown as XMLHttpRequest;
      },
      isOnline: () => this.isOnline,
      onOnline: (back) => {
        this.#back = back;
        return () => (this.#back = () => undefined);
      },
      after: (delayMs, task) => this.device.after(delayMs, task),
      onSignedOut: () => (this.signedOut += 1),
    });
  }

  request(at: number): FakeRequest {
    const request = this.requests[at];
    if (!request) throw new Error(`no request ${at}`);
    return request;
  }

  networkReturns(): void {
    this.isOnline = true;
    this.#back();
  }
}

export function fileOf(name: string, text = 'words'): File {
  return new File([text], name, { type: 'text/plain' });
}
