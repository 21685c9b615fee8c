// Where something in the top layer stands beside the control that opened it. Anchor positioning in CSS would do this, but
// the browsers of many offices do not have it yet.

const GAP_PX = 4;
const EDGE_PX = 8;

/** Puts `layer` (position: fixed) below `control`, or above it when there is more room, and inside the window. */
export function placeBelow(layer: HTMLElement, control: HTMLElement, align: 'start' | 'end'): void {
  const at = control.getBoundingClientRect();
  const { width, height } = layer.getBoundingClientRect();
  const wanted = align === 'start' ? at.left : at.right - width;
  const left = Math.max(EDGE_PX, Math.min(wanted, innerWidth - width - EDGE_PX));
  const roomBelow = innerHeight - at.bottom - GAP_PX - EDGE_PX;
  const above = height > roomBelow && at.top > roomBelow;
  const top = above ? Math.max(EDGE_PX, at.top - GAP_PX - height) : at.bottom + GAP_PX;
  layer.style.left = `${left}px`;
  layer.style.top = `${Math.max(EDGE_PX, Math.min(top, innerHeight - height - EDGE_PX))}px`;
}
