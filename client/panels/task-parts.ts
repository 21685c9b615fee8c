// What stands behind the first picture of a meeting's tasks: what reads a line as one, and those that were handed out.
import { assignedIn } from '../state/assigned-tasks.ts';
import { captureTask, readCapture } from '../state/task-capture.ts';
import GivenTasks from './given-tasks.svelte';
import HintList from './hint-list.svelte';
import UnderstoodTask from './understood-task.svelte';

export const taskParts = { assignedIn, captureTask, readCapture, GivenTasks, HintList, UnderstoodTask };
