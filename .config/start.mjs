// `npm start`: builds what is missing or stale, then becomes the server (the same process, so signals need no relay).
// With --demo it becomes the demonstration: a throwaway folder with the reference meeting, live.
import process from 'node:process';
import { buildIfStale } from './build.mjs';

process.env.NODE_ENV = 'production';
process.setSourceMapsEnabled(true);
try {
  buildIfStale();
} catch (error) {
  console.error(`gongbi: ${error.message}`);
  process.exit(1);
}
await import(process.argv.includes('--demo') ? '../dist/server/demo.js' : '../dist/server/main.js');
