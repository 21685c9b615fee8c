// Words of how a body's hall screens look.
import type { Catalogue } from '../locale.ts';
import type { hallLook as chinese } from '../zh-CN/hall-look.ts';

export const hallLook: Catalogue<typeof chinese> = {
  title: 'Hall screens',
  lede: 'The logo, name and colour at the head of hall screens and of the view on phones. Looks only: no meeting’s content changes, archived ones neither.',
  name: 'Name at the head',
  nameHint: 'Up to 20 characters, e.g. Suzhou Security Assn',
  logo: 'Logo',
  logoHint: 'PNG, JPG or WebP of up to 2 MB. It goes onto the screens as soon as it is chosen.',
  choose: 'Choose a picture',
  replace: 'Choose another',
  remove: 'Take the logo off',
  removed: 'The logo is taken away.',
  onPlate: 'Put the logo on white',
  onPlateHint: 'A dark logo needs white behind it to be seen; a light one does not.',
  accent: 'Colour',
  none: 'No colour',
  own: 'Custom',
  colours: { teal: 'Teal', indigo: 'Indigo', purple: 'Purple', moss: 'Moss', ochre: 'Ochre', slate: 'Slate' },
  derived: 'Legible from the last row: how light or dark the letters are is worked out for each ground; the hue stays.',
  nearMark:
    'This red is close to the vermilion that means “now” and “overtime” on the screens, so it colours the edge only and the name stays as it is.',
  dark: 'Dark screen',
  light: 'Light screen',
  save: 'Save',
  saved: 'Saved. Screens that are on take it, frozen ones once they go on.',
  example: 'Second meeting of the third council',
  errors: {
    notPicture: 'This is no PNG, JPG or WebP picture; nothing was changed.',
    tooLarge: 'The picture is over 2 MB; nothing was changed. Make it smaller and choose it again.',
    tooDetailed: 'This picture is too detailed for a logo; nothing was changed. Try one with clear shapes.',
  },
};
