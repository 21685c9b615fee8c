// What a file that is made here is called.

const MAX_NAME_CHARS = 80;

/** A title as far as every file system takes it; `otherwise` where nothing of it is left. */
export function fileNameOf(title: string, otherwise: string): string {
  const name = title
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\\/:*?"<>|]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return (
    [...name]
      .slice(0, MAX_NAME_CHARS)
      .join('')
      .replace(/^[. ]+|[. ]+$/g, '') || otherwise
  );
}
