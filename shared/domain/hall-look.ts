// How a body's hall screens look: its name and mark at the head, and colours made from the one it chose. None of it is a fact
// of a meeting: no record, snapshot or seal knows it. Colours are reckoned, so that no choice can be illegible on a wall.
//
// 1. The name stands out from its ground at 7:1, the band at 3:1, in both themes; lightness gives way, the hue stays.
// 2. Nothing is as loud as a screen can be: chroma has a limit.
// 3. What looks like the vermilion of what is live or over (interface.md) colours the band alone, never words.
export interface HallColours {
  readonly band: string;
  /** Of the name; null = as all other words are. */
  readonly name: string | null;
}

export interface HallLogo {
  readonly url: string;
  /** px */
  readonly width: number;
  readonly height: number;
  /** On white, for a mark made for paper. */
  readonly onPlate: boolean;
}

/** As a screen is told it. */
export interface HallLook {
  readonly title: string | null;
  readonly logo: HallLogo | null;
  readonly colours: { readonly dark: HallColours; readonly light: HallColours } | null;
}

/** What the head of a screen has room for beside a mark. */
export const MAX_HALL_TITLE_CHARS = 20;
export const ACCENT = /^#[0-9a-f]{6}$/;
/** Teal, indigo, purple, moss, ochre, slate: as the house's own tokens have them. */
export const ACCENTS = ['#1d6663', '#2c558c', '#7a3f78', '#4d6428', '#84541b', '#4a5560'] as const;

/** Grounds of the hall's two themes (client/styles/hall.css). */
export const HALL_GROUNDS = { dark: '#080c0e', light: '#fbfaf7' } as const;
const NAME_CONTRAST = 7;
const BAND_CONTRAST = 3;
const MAX_CHROMA = 0.14;
/** Hue of the vermilion, and how near it is still taken for it. */
const MARK_HUE = 33;
const MARK_NEAR = 24;
const GREY_CHROMA = 0.04;
const STEP = 0.004;

type Rgb = readonly [red: number, green: number, blue: number];
interface Lch {
  readonly light: number;
  readonly chroma: number;
  /** Degrees. */
  readonly hue: number;
}

/** Those of `accent`, a colour as `ACCENT` has it. */
export function hallColours(accent: string): NonNullable<HallLook['colours']> {
  return { dark: coloursOn(accent, 'dark'), light: coloursOn(accent, 'light') };
}

/** Whether `accent` would be taken for what is live or over (3). */
export function isNearMark(accent: string): boolean {
  const { chroma, hue } = lchOf(rgbOf(accent));
  const apart = Math.abs(((hue - MARK_HUE + 540) % 360) - 180);
  return chroma > GREY_CHROMA && apart <= MARK_NEAR;
}

/** As WCAG reckons it, 1–21. */
export function contrastOf(one: string, other: string): number {
  const [a, b] = [luminance(rgbOf(one)), luminance(rgbOf(other))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function coloursOn(accent: string, theme: keyof typeof HALL_GROUNDS): HallColours {
  const band = legible(accent, theme, BAND_CONTRAST);
  return { band, name: isNearMark(accent) ? null : legible(accent, theme, NAME_CONTRAST) };
}

/** `accent`, lighter or darker by as little as `contrast` on the theme's ground asks. */
function legible(accent: string, theme: keyof typeof HALL_GROUNDS, contrast: number): string {
  const { light, chroma, hue } = lchOf(rgbOf(accent));
  const calm = Math.min(chroma, MAX_CHROMA);
  const step = theme === 'dark' ? STEP : -STEP;
  for (let at = light; at >= 0 && at <= 1; at += step) {
    const hex = hexOf({ light: at, chroma: calm, hue });
    if (contrastOf(hex, HALL_GROUNDS[theme]) >= contrast) return hex;
  }
  return theme === 'dark' ? '#ffffff' : '#000000';
}

/** The nearest colour a screen has: what it cannot show is paler. */
function hexOf({ light, chroma, hue }: Lch): string {
  for (let pale = chroma; pale > 0; pale -= STEP) {
    const rgb = linearOf({ light, chroma: pale, hue });
    if (rgb.every((channel) => channel >= 0 && channel <= 1)) return hexFrom(rgb);
  }
  return hexFrom(linearOf({ light, chroma: 0, hue }));
}

function hexFrom(rgb: Rgb): string {
  const byte = (channel: number): string =>
    Math.round(255 * gamma(Math.min(1, Math.max(0, channel))))
      .toString(16)
      .padStart(2, '0');
  return `#${rgb.map(byte).join('')}`;
}

/** Linear light. */
function rgbOf(hex: string): Rgb {
  const channel = (at: number): number => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return [channel(1), channel(3), channel(5)];
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function gamma(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** OKLab in its polar form (Björn Ottosson, 2020): equal steps look equal, so that hue stays what it was. */
function lchOf([red, green, blue]: Rgb): Lch {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  const light = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  return { light, chroma: Math.hypot(a, b), hue: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360 };
}

function linearOf({ light, chroma, hue }: Lch): Rgb {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}
