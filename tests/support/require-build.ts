// Setup file of the tests that run the built program: without a build each of their files fails and says why, instead of
// testing an older one that happens to lie there.
import { inject } from 'vitest';

const fault = inject('buildFault');
if (fault !== '') throw new Error(fault);
