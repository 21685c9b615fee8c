// Names of files: whatever a client sends becomes one harmless name (T27).
import { join, normalize, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { displayName } from '../../../shared/domain/file-name.ts';
import { MAX_FILE_NAME_CHARS } from '../../../shared/domain/file.ts';

/** Ways out of a folder, as servers, archives, shells and systems have been talked into them. */
const TRAVERSALS: readonly string[] = [
  ...['../etc/passwd', '../../etc/passwd', '../../../../../../etc/passwd', '/etc/passwd', '//etc/passwd', './../x'],
  ...['..', '.', '...', '....', '. .', '.. ', ' ..', '../', '..\\', '/', '\\', '//', '\\\\'],
  ...[
    '..\\windows\\win.ini',
    'C:\\windows\\win.ini',
    'C:x',
    'C:/x',
    '\\\\host\\share\\x',
    '//host/share/x',
    '\\\\?\\C:\\x',
  ],
  ...['%2e%2e%2fetc', '%2e%2e/etc', '..%2fetc', '%2E%2E%5Cx', '..%5cx', '%252e%252e%252fx', '..%c0%afx', '..%00/x'],
  ...[
    'a\0.pdf',
    '../\0x',
    'x.pdf\0.exe',
    '..\u2215etc',
    '..\u2044etc',
    '\uff0e\uff0e\uff0fetc',
    '..\uff3cetc',
    '\u2025/x',
  ],
  ...['....//x', '..././x', '....\\\\x', '.../...//x', 'x/../../y', 'a/./../../b', '~/x', '~root/x', '$HOME/x', '`id`'],
  ...['CON', 'con.txt', 'NUL', 'AUX.pdf', 'COM1', 'LPT9.doc', 'x:stream', 'x::$DATA', 'file:///etc/passwd', 'a\r\nb'],
];

describe('a traversal', () => {
  test.each(TRAVERSALS)('[T27] %j names a file in its folder', (claimed) => {
    const name = displayName(claimed, 'pdf');

    const path = normalize(join('/folder', decodeURIComponent(encodeURIComponent(name))));
    expect(path).toBe(`/folder${sep}${name}`);
    expect(name).not.toMatch(/[\p{Cc}\p{Cf}<>:"|?*\\/]|^\.|[. ]$|^(?:con|nul|aux|com1|lpt9)\./iu);
    expect(name).toMatch(/^.+\.pdf$/u);
  });

  test('there are sixty of them', () => {
    expect(TRAVERSALS.length).toBeGreaterThanOrEqual(60);
  });
});

describe('a name', () => {
  test('that is one stays as it is, composed', () => {
    expect(displayName('2021年第一次理事会（预算）.pdf', 'pdf')).toBe('2021年第一次理事会（预算）.pdf');
    expect(displayName('re\u0301sume\u0301.pdf', 'pdf')).toBe('résumé.pdf');
  });

  test('ends in what was found, whatever it claims', () => {
    expect(displayName('invoice.pdf.exe', 'pdf')).toBe('invoice.pdf.exe.pdf');
    expect(displayName('photo', 'jpg', ['jpeg'])).toBe('photo.jpg');
    expect(displayName('photo.JPEG', 'jpg', ['jpeg'])).toBe('photo.JPEG');
    expect(displayName('data.bin', '')).toBe('data.bin');
  });

  test('cannot be turned around by characters that nobody sees', () => {
    expect(displayName('invoice\u202Efdp.exe', 'pdf')).toBe('invoicefdp.exe.pdf');
    expect(displayName('\u2066\u200b\ufeffa\u00adb.pdf', 'pdf')).toBe('ab.pdf');
  });

  test('is at most 150 units long, cut between characters, its ending kept', () => {
    const name = displayName(`${'𠮷'.repeat(120)}.pdf`, 'pdf');

    expect(name.length).toBeLessThanOrEqual(MAX_FILE_NAME_CHARS);
    expect(name).toMatch(/^𠮷+\.pdf$/u);
  });

  test('of nothing is still one', () => {
    expect(displayName('', 'pdf')).toBe('file.pdf');
    expect(displayName('.pdf', 'pdf')).toBe('pdf.pdf');
    expect(displayName('\u0000\u202e', '')).toBe('file');
  });
});
