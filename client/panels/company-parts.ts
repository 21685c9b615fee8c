// What shows people, those at the desk working together and those in the room, as one chunk; and the step within a thumb's
// reach on phones.
import type { CompanyParts } from './company.svelte.ts';
import Faces from './faces.svelte';
import ItemCompany from './item-company.svelte';
import MinutesClaim from './minutes-claim.svelte';
import ItemRoll from './item-roll.svelte';
import QuorumLight from './quorum-light.svelte';
import StepBar from './step-bar.svelte';
import TogetherNotices from './together-notices.svelte';

export const companyParts: CompanyParts = {
  ...{ Faces, ItemCompany, MinutesClaim, TogetherNotices },
  ...{ ItemRoll, QuorumLight, StepBar },
};
