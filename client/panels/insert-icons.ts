// What stands before the entries of the insert menu, by their ids.
import Award from '@lucide/svelte/icons/award';
import Clock from '@lucide/svelte/icons/clock';
import EyeOff from '@lucide/svelte/icons/eye-off';
import Heading2 from '@lucide/svelte/icons/heading-2';
import Heading3 from '@lucide/svelte/icons/heading-3';
import Image from '@lucide/svelte/icons/image';
import List from '@lucide/svelte/icons/list';
import ListOrdered from '@lucide/svelte/icons/list-ordered';
import MessageSquareText from '@lucide/svelte/icons/message-square-text';
import Minus from '@lucide/svelte/icons/minus';
import PenLine from '@lucide/svelte/icons/pen-line';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import SquareCheck from '@lucide/svelte/icons/square-check';
import Table from '@lucide/svelte/icons/table';
import TextQuote from '@lucide/svelte/icons/text-quote';
import type { InsertIcons } from '../editor/insert-menu.svelte.ts';

export const INSERT_ICONS: InsertIcons = {
  task: SquareCheck,
  decision: ScrollText,
  signing: PenLine,
  appointment: Award,
  quote: TextQuote,
  timestamp: Clock,
  phrases: MessageSquareText,
  table: Table,
  picture: Image,
  internal: EyeOff,
  heading: Heading2,
  subheading: Heading3,
  bullets: List,
  numbers: ListOrdered,
  rule: Minus,
};
