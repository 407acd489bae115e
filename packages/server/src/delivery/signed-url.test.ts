import { describe, expect, it } from 'vitest';
import { checkSignature, signURL } from './signed-url.ts';

// Made with another implementation of HMAC, from the path and time of Cloudflare's documentation.
const KEY = 'test-signing-key';
const PATH = '/cheeW4oKsx5ljh8e8BoL2A/bc27a117-9509-446b-8c69-c81bfeac0a01/mobile';
const EXPIRES = 1631289275;
const SIGNATURE = '0727e8e04b6e79a1783247a14fc0ce0876f7b4e0ae3d4cfc31a9ab48ddfb27cb';
const SIGNATURE_FOR_EVER = '3f8ae216306a87c37bbc690f17e18e8c0c5cffe7538a2823527e80e37e18dc80';
const BEFORE = (EXPIRES - 1) * 1000;

function check(query: string, keys: string[] = [KEY], now: number = BEFORE): string {
  return checkSignature({ paths: [PATH], query: new URLSearchParams(query) }, keys, now);
}

describe('signURL', () => {
  it('signs path and time', () => {
    expect(signURL(`https://imagedelivery.net${PATH}`, KEY, { expires: EXPIRES })).toBe(
      `https://imagedelivery.net${PATH}?exp=${EXPIRES}&sig=${SIGNATURE}`,
    );
  });

  it('signs the path alone where there is no end', () => {
    expect(signURL(new URL(`https://imagedelivery.net${PATH}`), KEY)).toBe(
      `https://imagedelivery.net${PATH}?sig=${SIGNATURE_FOR_EVER}`,
    );
  });

  it('signs an id as it stands in the path, still encoded', () => {
    const signed = new URL(signURL('http://localhost/hash/a%20b%2525/public', KEY));
    const paths = ['/hash/a%20b%2525/public'];
    expect(checkSignature({ paths, query: signed.searchParams }, [KEY])).toBe('valid');
  });
});

describe('checkSignature', () => {
  it('takes the signature of any key', () => {
    const query = `exp=${EXPIRES}&sig=${SIGNATURE}`;
    expect(check(query)).toBe('valid');
    expect(check(query, ['another', KEY, 'a third'])).toBe('valid');
    expect(check(query, ['another'])).toBe('mismatch');
    expect(check(query, [])).toBe('mismatch');
    expect(check(`sig=${SIGNATURE_FOR_EVER}`)).toBe('valid');
  });

  it.each([
    ['', 'missing'],
    ['sig=', 'missing'],
    [`exp=${EXPIRES}`, 'missing'],
    ['sig=nonsense', 'mismatch'],
    [`sig=${SIGNATURE}`, 'mismatch'],
    [`exp=${EXPIRES + 1}&sig=${SIGNATURE}`, 'mismatch'],
    [`exp=${EXPIRES}&sig=${SIGNATURE_FOR_EVER}`, 'mismatch'],
    [`exp=${EXPIRES}&sig=${SIGNATURE.slice(1)}`, 'mismatch'],
    [`exp=${EXPIRES}&sig=${SIGNATURE}00`, 'mismatch'],
    [`exp=${EXPIRES + 1}&exp=${EXPIRES}&sig=${SIGNATURE}`, 'mismatch'],
  ])('says of %s: %s', (query, result) => {
    expect(check(query)).toBe(result);
  });

  it('ends at its time', () => {
    const query = `exp=${EXPIRES}&sig=${SIGNATURE}`;
    expect(check(query, [KEY], EXPIRES * 1000)).toBe('expired');
    expect(check(query, [KEY], EXPIRES * 1000 - 1)).toBe('valid');
  });

  it('takes no time that is no number', () => {
    const url = new URL(signURL(`http://localhost${PATH}`, KEY, { expires: Number.NaN }));
    expect(check(url.search)).toBe('expired');
  });
});
