// How a browser is told what to do with a file and what to call it (RFC 6266, RFC 8187).

/** An ASCII name for old clients, the real one beside it. */
export function disposition(kind: 'attachment' | 'inline', fileName: string): string {
  const ascii = fileName.replace(/[^0-9A-Za-z._-]+/g, '_');
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${extended(fileName)}`;
}

/** Stricter than encodeURIComponent, which leaves three characters that stand for something here. */
function extended(text: string): string {
  const encoded = encodeURIComponent(text.replace(/\p{Cs}/gu, '_'));
  return encoded.replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
