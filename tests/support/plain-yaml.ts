// The part of YAML that compose.yaml is written in: maps, lists, one-line `[…]` and `{…}`, quoted and plain scalars, block
// texts, anchors on maps. Throws on what it does not know rather than to guess; all scalars stay texts.

export type Yaml = string | readonly Yaml[] | { readonly [key: string]: Yaml };

interface Line {
  readonly indent: number;
  readonly text: string;
  readonly number: number;
}

export function readYaml(source: string): Yaml {
  const reader = new Reader(source);
  const value = reader.block(0);
  reader.expectEnd();
  return value;
}

/** The value below these keys; throws when one is missing. */
export function at(value: Yaml, ...keys: readonly string[]): Yaml {
  return keys.reduce<Yaml>((inner, key) => {
    const next = typeof inner === 'object' && !Array.isArray(inner) ? Object.entries(inner) : [];
    const found = next.find(([name]) => name === key);
    if (!found) throw new Error(`nothing at ${keys.join('.')}`);
    return found[1];
  }, value);
}

class Reader {
  readonly #source: readonly string[];
  readonly #lines: readonly Line[];
  readonly #anchors = new Map<string, Yaml>();
  #next = 0;

  constructor(source: string) {
    this.#source = source.split('\n');
    this.#lines = this.#source.flatMap((raw, number) => {
      const text = raw.trim();
      return text === '' || text.startsWith('#') ? [] : [{ indent: raw.length - raw.trimStart().length, text, number }];
    });
  }

  expectEnd(): void {
    const line = this.#lines[this.#next];
    if (line) throw new Error(`line ${line.number + 1} is not understood: ${line.text}`);
  }

  block(indent: number): Yaml {
    const first = this.#lines[this.#next];
    if (!first || first.indent < indent) return '';
    return first.text.startsWith('- ') ? this.#list(first.indent) : this.#map(first.indent);
  }

  #list(indent: number): Yaml {
    const items: Yaml[] = [];
    for (let line = this.#at(indent); line?.text.startsWith('- '); line = this.#at(indent)) {
      const rest = line.text.slice(2);
      if (!/^[\w.-]+:( |$)/.test(rest)) {
        this.#next += 1;
        items.push(this.#inline(rest));
        continue;
      }
      // A map that begins behind its dash goes on two columns further in.
      items.push(this.#map(indent + 2, { ...line, indent: indent + 2, text: rest }));
    }
    return items;
  }

  #map(indent: number, opening?: Line): Yaml {
    const entries: [string, Yaml][] = [];
    for (let line = opening ?? this.#at(indent); line; line = this.#at(indent)) {
      const match = /^([\w.-]+):(?: +(.*))?$/.exec(line.text);
      if (!match) throw new Error(`line ${line.number + 1} is not understood: ${line.text}`);
      this.#next += 1;
      entries.push([match[1] ?? '', this.#value(match[2] ?? '', indent)]);
    }
    return Object.fromEntries(entries);
  }

  #value(text: string, indent: number): Yaml {
    if (text === '|') return this.#text(indent);
    const anchor = /^&(\w+)$/.exec(text)?.[1];
    if (anchor === undefined && text !== '') return this.#inline(text);
    const value = this.block(indent + 1);
    if (anchor !== undefined) this.#anchors.set(anchor, value);
    return value;
  }

  /** A block text: everything further in, comments and empty lines included. */
  #text(indent: number): string {
    const start = (this.#lines[this.#next - 1]?.number ?? 0) + 1;
    const rest = this.#source.slice(start);
    const end = rest.findIndex((raw) => raw.trim() !== '' && raw.length - raw.trimStart().length <= indent);
    const raw = end < 0 ? rest : rest.slice(0, end);
    while ((this.#lines[this.#next]?.number ?? Infinity) < start + raw.length) this.#next += 1;
    const margin = Math.min(...raw.filter((line) => line.trim() !== '').map((line) => line.search(/[^ ]/)));
    return `${raw
      .map((line) => line.slice(margin))
      .join('\n')
      .trimEnd()}\n`;
  }

  #inline(text: string): Yaml {
    if (text.startsWith('*')) {
      const value = this.#anchors.get(text.slice(1));
      if (value === undefined) throw new Error(`there is no anchor ${text}`);
      return value;
    }
    if (text.startsWith('[')) return parts(text).map((part) => this.#inline(part));
    if (text.startsWith('{') && !text.startsWith('{$')) {
      return Object.fromEntries(parts(text).map((part) => this.#pair(part)));
    }
    return text.startsWith("'") ? text.slice(1, -1) : text;
  }

  #pair(text: string): readonly [string, Yaml] {
    const colon = text.indexOf(': ');
    return [text.slice(0, colon), this.#inline(text.slice(colon + 2).trim())];
  }

  #at(indent: number): Line | undefined {
    const line = this.#lines[this.#next];
    return line?.indent === indent ? line : undefined;
  }
}

/** What stands between the brackets, comma by comma. Nothing is nested in the files we write. */
function parts(text: string): readonly string[] {
  const inner = text.slice(1, -1).trim();
  return inner === '' ? [] : inner.split(',').map((part) => part.trim());
}
