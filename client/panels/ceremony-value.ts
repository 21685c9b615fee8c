// A ceremony's fields as a form fills them: what is not there yet is empty, a line of names is a list.
import type { AgendaItem, AppointmentCeremony, Ceremony, SigningCeremony } from '../../shared/domain/agenda.ts';

const SIGNING: SigningCeremony = { kind: 'signing', document: '', parties: [], outcome: [], term: null, witnesses: [] };
const APPOINTMENT: AppointmentCeremony = {
  kind: 'appointment',
  appointee: '',
  post: '',
  letter: null,
  presentedBy: null,
  term: null,
};

/** The item's ceremony of that kind, or an empty one; two parties are offered, as nearly every signing has. */
export function ceremonyOfKind({ ceremony }: AgendaItem, kind: Ceremony['kind']): Ceremony {
  if (ceremony?.kind === kind) return ceremony;
  const party = { org: '', signatory: '', title: null };
  return kind === 'signing' ? { ...SIGNING, parties: [party, party] } : APPOINTMENT;
}

/** 甲、乙 or 甲, 乙: both commas and the enumeration comma part names. */
export function namesOf(text: string): readonly string[] {
  return text
    .split(/[、,，;；]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
