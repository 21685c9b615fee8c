// `npm run cli -- …`: builds if needed, then becomes the command line. What the command prints is all of standard output.
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
await import('../dist/server/cli.js');
