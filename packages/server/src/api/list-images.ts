import { badRequest } from '@tintype/core/images';
import type { ImageRecords } from '../records/image-records.ts';
import type { ImageRecord } from '../records/image-row.ts';
import { readMetadataFilters } from './metadata-filters.ts';

/** Records of one page, and where the next one begins. */
export interface ListedPage {
  records: ImageRecord[];
  continuationToken: string | null;
}

const DEFAULT_PER_PAGE = 1000;
// The documentation says 1,000 results a page, the SDK's declarations up to 10,000.
const MOST_PER_PAGE = 10_000;
const MOST_PAGES = 1_000_000;

/** `GET /images/v1`: pages by number. */
export function listImagesByPage(query: URLSearchParams, records: ImageRecords): ImageRecord[] {
  const page = readCount(query, 'page', 1, MOST_PAGES);
  const perPage = readCount(query, 'per_page', DEFAULT_PER_PAGE, MOST_PER_PAGE);
  const offset = (page - 1) * perPage;
  const creator = query.get('creator');
  return records
    .list({ creator, newestFirst: true, limit: perPage, offset })
    .map(({ record }) => record);
}

/** `GET /images/v2`: pages that stay right while pictures come and go. */
export function listImagesByToken(query: URLSearchParams, records: ImageRecords): ListedPage {
  const perPage = readCount(query, 'per_page', DEFAULT_PER_PAGE, MOST_PER_PAGE);
  const token = query.get('continuation_token') || null;
  const found = records.list({
    creator: query.get('creator'),
    metadata: readMetadataFilters(query),
    newestFirst: readOrder(query) === 'desc',
    // One more tells whether there is another page.
    limit: perPage + 1,
    after: token === null ? null : readToken(token),
  });
  const page = found.slice(0, perPage);
  const last = page.at(-1);
  return {
    records: page.map(({ record }) => record),
    continuationToken: found.length > perPage && last ? writeToken(last.place) : null,
  };
}

function readCount(query: URLSearchParams, name: string, otherwise: number, most: number): number {
  const text = query.get(name);
  if (!text) return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw badRequest(`${name} must be a whole number from 1 to ${most}, not "${text}"`);
}

function readOrder(query: URLSearchParams): 'asc' | 'desc' {
  const order = query.get('sort_order') || 'desc';
  if (order === 'asc' || order === 'desc') return order;
  throw badRequest(`sort_order must be "asc" or "desc", not "${order}"`);
}

function writeToken(place: number): string {
  return Buffer.from(`after:${place}`).toString('base64url');
}

function readToken(token: string): number {
  const [, place] = /^after:(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (place === undefined) throw badRequest('continuation_token is not one of this service');
  return Number(place);
}
