// Places for what runs by the real clock and shows an hour: a meeting is played, and photographed, at an hour of meetings.

/** An IANA name of where it is `hour` o'clock now, and no midnight near. */
export function zoneWhereItIs(hour: number): string {
  const ahead = hour - new Date().getUTCHours();
  // Named the other way round, as POSIX has it.
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
