// What shows people working together, as one chunk.
import Faces from './faces.svelte';
import ItemCompany from './item-company.svelte';
import MinutesClaim from './minutes-claim.svelte';
import TogetherNotices from './together-notices.svelte';

export { DeskCompany } from '../state/desk-company.svelte.ts';

export const companyParts = { Faces, ItemCompany, MinutesClaim, TogetherNotices };
export type CompanyParts = typeof companyParts;
