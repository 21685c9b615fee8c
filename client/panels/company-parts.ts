// What shows people working together, as one chunk.
import type { CompanyParts } from './company.svelte.ts';
import Faces from './faces.svelte';
import ItemCompany from './item-company.svelte';
import MinutesClaim from './minutes-claim.svelte';
import TogetherNotices from './together-notices.svelte';

export const companyParts: CompanyParts = { Faces, ItemCompany, MinutesClaim, TogetherNotices };
