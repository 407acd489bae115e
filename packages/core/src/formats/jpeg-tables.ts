import { BrokenFormat } from './block.ts';
import { HuffmanCodes } from './jpeg-huffman.ts';
import type { ScanTables } from './jpeg-pass.ts';
import { NotUnderstood, type Part, type Stretch } from './rebuild.ts';

const DQT = 0xdb;

/** One table, with its head of one byte. */
export interface TableDefinition extends Stretch {
  isUsed: boolean;
}

interface HuffmanDefinition extends TableDefinition {
  counts: Uint8Array;
  symbols: Uint8Array;
  codes: HuffmanCodes | null;
}

/** The tables of a JPEG as they are defined one after the other, and which of them a scan uses. */
export class JPEGTables implements ScanTables {
  readonly #quanta = new Map<number, TableDefinition>();
  readonly #huffman = new Map<number, HuffmanDefinition>();

  /**
   * Reads a DQT or DHT segment (ITU-T T.81, sections B.2.4.1 and B.2.4.2).
   *
   * @returns `null` where its length does not add up, as decoders demand.
   */
  add(
    marker: number,
    file: Uint8Array,
    { content, end }: { content: number; end: number },
  ): TableDefinition[] | null {
    const definitions: TableDefinition[] = [];
    for (let at = content; at < end; ) {
      const definition = marker === DQT ? this.#addQuanta(file, at) : this.#addHuffman(file, at);
      if (!definition || definition.end > end) return null;
      definitions.push(definition);
      at = definition.end;
    }
    return definitions;
  }

  #addQuanta(file: Uint8Array, start: number): TableDefinition | null {
    const head = file[start] ?? 0;
    if ((head & 15) > 3) return null;
    const definition = { start, end: start + (head >> 4 === 0 ? 65 : 129), isUsed: false };
    this.#quanta.set(head & 15, definition);
    return definition;
  }

  #addHuffman(file: Uint8Array, start: number): TableDefinition | null {
    const head = file[start] ?? 0;
    if (head > 0x13 || (head & 15) > 3) return null;
    const counts = file.subarray(start + 1, start + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total > 256) return null;
    const end = start + 17 + total;
    const symbols = file.subarray(start + 17, end);
    const definition = { start, end, isUsed: false, counts, symbols, codes: null };
    this.#huffman.set(head, definition);
    return definition;
  }

  useQuanta(number: number): void {
    const definition = this.#quanta.get(number);
    if (!definition) throw new BrokenFormat('This JPEG lacks a table of quanta.');
    definition.isUsed = true;
  }

  dc(number: number): HuffmanCodes {
    const codes = this.#use(number);
    const { symbols } = this.#huffman.get(number) ?? { symbols: [] };
    if (symbols.some((symbol) => symbol > 15)) {
      throw new BrokenFormat('This JPEG has a table with impossible numbers.');
    }
    return codes;
  }

  ac(number: number): HuffmanCodes {
    return this.#use(0x10 | number);
  }

  #use(key: number): HuffmanCodes {
    const definition = this.#huffman.get(key);
    // Decoders have tables of their own for such files, which come from video cameras.
    if (!definition) throw new NotUnderstood('This JPEG leaves its tables out.');
    definition.isUsed = true;
    definition.codes ??= new HuffmanCodes(definition.counts, definition.symbols);
    return definition.codes;
  }

  /** The segment again, with the tables of it that are used. */
  write(marker: number, { start, end }: Stretch, definitions: readonly TableDefinition[]): Part[] {
    const used = definitions.filter(({ isUsed }) => isUsed);
    if (used.length === definitions.length && used.length > 0) return [{ start, end }];
    if (used.length === 0) return [];
    const length = used.reduce((sum, one) => sum + one.end - one.start, 2);
    const head = Uint8Array.of(0xff, marker, length >> 8, length & 0xff);
    return [head, ...used.map((one) => ({ start: one.start, end: one.end }))];
  }
}
