// What a menu can hold: things to do, one of several choices, places to go, and lines between groups.

export type MenuEntry =
  | {
      readonly kind: 'action';
      readonly label: string;
      readonly hint?: string;
      /** Why it cannot be chosen now; null or absent = it can. */
      readonly why?: string | null;
      readonly onselect: () => void;
    }
  | {
      readonly kind: 'choice';
      readonly label: string;
      readonly hint?: string;
      readonly checked: boolean;
      readonly onselect: () => void;
    }
  | {
      readonly kind: 'link';
      readonly label: string;
      readonly hint?: string;
      readonly href: string;
      /** Saved to disk under this name instead of being opened; '' leaves the name to the server. */
      readonly download?: string;
    }
  | { readonly kind: 'rule'; readonly label?: string };
