// Passwords as salted scrypt hashes. The parameters travel inside the hash, so that raising them later keeps old
// accounts working. Knows no accounts.
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

const BLOCK_SIZE = 8;
const PARALLEL = 3;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const HASH = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{16,64})\$([\w-]{16,128})$/;
/** Beyond it a stored hash is taken for damaged rather than worth gigabytes of memory. */
const MAX_COST = 20;

interface Parameters {
  readonly cost: number;
  readonly blockSize: number;
  readonly parallel: number;
}

/** Hashing and checking at one cost. `hash` answers `$scrypt$ln=15,r=8,p=3$<salt>$<key>`. */
export class Passwords {
  readonly #parameters: Parameters;
  readonly #nobody: Promise<string>;

  /** `cost`: log2 of scrypt's N; 15 takes about 170 ms and 32 MB. */
  constructor(cost: number) {
    this.#parameters = { cost, blockSize: BLOCK_SIZE, parallel: PARALLEL };
    this.#nobody = this.hash(randomBytes(SALT_BYTES).toString('hex'));
  }

  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const key = await derive(password, salt, KEY_BYTES, this.#parameters);
    const { cost, blockSize, parallel } = this.#parameters;
    return `$scrypt$ln=${cost},r=${blockSize},p=${parallel}$${salt.toString('base64url')}$${key.toString('base64url')}`;
  }

  /** Whether `password` made `hash`. With `hash` null (no such account) it is false, after as much work as otherwise. */
  async verify(password: string, hash: string | null): Promise<boolean> {
    const match = HASH.exec(hash ?? (await this.#nobody));
    if (!match) throw new Error('a stored password hash is damaged');
    const [, cost, blockSize, parallel, salt = '', key = ''] = match;
    const parameters = { cost: Number(cost), blockSize: Number(blockSize), parallel: Number(parallel) };
    const expected = Buffer.from(key, 'base64url');
    const found = await derive(password, Buffer.from(salt, 'base64url'), expected.length, parameters);
    return timingSafeEqual(found, expected) && hash !== null;
  }
}

function derive(password: string, salt: Buffer, length: number, parameters: Parameters): Promise<Buffer> {
  const { cost, blockSize, parallel } = parameters;
  if (cost > MAX_COST) throw new Error('a stored password hash asks for too much memory');
  const options: ScryptOptions = { N: 2 ** cost, r: blockSize, p: parallel, maxmem: 256 * 2 ** cost * blockSize };
  return new Promise((resolve, reject) => {
    // NFKC: the same password typed full-width or with another composition is the same password (NIST SP 800-63B §3.1.1.2).
    scrypt(password.normalize('NFKC'), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
