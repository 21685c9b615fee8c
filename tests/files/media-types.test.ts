// What bytes are, whatever they are called: the kinds that meetings have, and files that are two things at once (T26).
import { describe, expect, test } from 'vitest';
import { findMediaType, type Finding } from '../../server/files/media-types.ts';
import { jpeg, png } from '../support/files/pictures.ts';

const find = (bytes: Buffer | string, name = 'x.bin'): Finding =>
  findMediaType(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, name);
const mediaTypeOf = (finding: Finding): string =>
  finding.kind === 'file' || finding.kind === 'picture' ? finding.type.mediaType : finding.kind;
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

describe('bytes', () => {
  test.each([
    ['application/pdf', '%PDF-1.7', 'a.pdf'],
    ['application/pdf', '\xef\xbb\xbf\r\n%PDF-1.7', 'a.pdf'],
    ['image/gif', 'GIF89a....', 'a.gif'],
    ['image/heic', '\0\0\0\x18ftypheic\0\0\0\0', 'IMG_1.HEIC'],
    ['image/avif', '\0\0\0\x18ftypavif\0\0\0\0', 'a.avif'],
    ['image/tiff', 'II*\0....', 'scan.tif'],
    ['audio/mpeg', 'ID3\x03....', 'a.mp3'],
    ['audio/mpeg', '\xff\xfb\x90\x00', 'a.mp3'],
    ['audio/aac', '\xff\xf1\x50\x80', 'a.aac'],
    ['audio/mp4', '\0\0\0\x20ftypM4A ', '录音.m4a'],
    ['video/mp4', '\0\0\0\x20ftypisom', 'a.mp4'],
    ['video/quicktime', '\0\0\0\x14ftypqt  ', 'a.mov'],
    ['audio/ogg', 'OggS\0\x02', 'a.opus'],
    ['audio/wav', 'RIFF\x24\0\0\0WAVEfmt ', 'a.wav'],
    ['audio/flac', 'fLaC\0\0\0\x22', 'a.flac'],
    ['audio/amr', '#!AMR\n....', 'a.amr'],
    ['video/webm', '\x1aE\xdf\xa3\x9fB\x86\x81\x01webm', 'a.webm'],
    ['application/msword', `${OLE}....`, '通知.doc'],
    ['application/vnd.ms-works', `${OLE}....`, '通知.wps'],
    ['application/vnd.ms-excel', `${OLE}....`, '名单.xls'],
    ['application/rtf', '{\\rtf1\\ansi', 'a.rtf'],
    ['text/plain', 'line\r\n', 'a.txt'],
    ['text/csv', 'a,b\n1,2', 'a.csv'],
    ['text/markdown', '# a', 'a.md'],
    ['text/plain', '\xd4\xa4\xcb\xe3', 'GBK.txt'],
    ['zip', 'PK\x03\x04....', 'a.docx'],
  ])('are %s', (mediaType, bytes, name) => {
    expect(mediaTypeOf(find(bytes, name))).toBe(mediaType);
  });

  test('of a photo are a picture, whatever it is called', () => {
    expect(find(jpeg(8, 8), 'a.pdf')).toMatchObject({ kind: 'picture', format: 'jpeg' });
    expect(find(png(8, 8), 'a.txt')).toMatchObject({ kind: 'picture', format: 'png' });
  });

  test.each([
    ['a Windows program', 'MZ\x90\0', 'setup.bin'],
    ['a Linux program', '\x7fELF\x02', 'tool'],
    ['a Mac program', '\xcf\xfa\xed\xfe', 'tool'],
    ['a script', '#!/bin/sh\nrm -rf /', 'notes.txt'],
    ['a class', '\xca\xfe\xba\xbe\0\0', 'x'],
    ['a shortcut', 'L\0\0\0\x01\x14\x02\0', 'report.pdf'],
    ['a batch file by its ending', 'echo hello', 'a.bat'],
    ['an ending behind blanks', 'alert(1)', 'a.js. '],
  ])('of %s are a program', (_what, bytes, name) => {
    expect(find(bytes, name).kind).toBe('program');
  });
});

describe('[T26] a file that is two things', () => {
  const tail = (head: Buffer | string, text: string): Buffer =>
    Buffer.concat([typeof head === 'string' ? Buffer.from(head, 'latin1') : head, Buffer.from(text)]);
  const POLYGLOTS: readonly (readonly [string, Buffer, string, string])[] = [
    ['a GIF that is a script', tail('GIF89a/*', '*/=1;alert(1)'), 'x.gif', 'image/gif'],
    ['a JPEG with a page behind', tail(jpeg(8, 8), '<script>alert(1)</script>'), 'x.html', 'image/jpeg'],
    ['a PNG with a zip behind', tail(png(8, 8), 'PK\x03\x04'), 'x.jar.png', 'image/png'],
    ['a PNG called a page', png(8, 8), 'x.svg', 'image/png'],
    ['a page called a picture', Buffer.from('<!doctype html><script>'), 'x.png', 'application/octet-stream'],
    ['a page called a text', Buffer.from('hello <script>alert(1)</script>'), 'x.txt', 'application/octet-stream'],
    ['an SVG', Buffer.from('<svg onload="alert(1)">'), 'x.svg', 'application/octet-stream'],
    ['an SVG called a photo', Buffer.from('<?xml version="1.0"?><svg/>'), 'x.jpg', 'application/octet-stream'],
    ['XML with entities', Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]>'), 'x.xml', 'application/octet-stream'],
    ['a page in UTF-16', Buffer.from('<html>', 'utf16le'), 'x.txt', 'application/octet-stream'],
    ['a PDF with a page in front', Buffer.from('<html><!-- %PDF-1.4'), 'x.html', 'application/pdf'],
    ['a PDF called a page', Buffer.from('%PDF-1.4 /OpenAction /JS'), 'x.htm', 'application/pdf'],
    ['an audio file that is a page', tail('ID3\x03', '<script>'), 'x.html', 'audio/mpeg'],
    ['a container of Word called a page', tail(OLE, '<html>'), 'x.html', 'application/octet-stream'],
    ['a CSV that is a formula and a page', Buffer.from('=cmd(),<a href=x>'), 'x.csv', 'application/octet-stream'],
  ];

  test.each(POLYGLOTS)('%s is one of them', (_what, bytes, name, mediaType) => {
    expect(mediaTypeOf(find(bytes, name))).toBe(mediaType);
  });
});
