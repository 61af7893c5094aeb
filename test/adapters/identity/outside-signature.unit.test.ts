import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerSignature, requestSignature } from '../../../src/adapters/identity/outside-signature.ts';

const request = {
  method: 'POST',
  path: '/v1/remittances/states',
  timestamp: '1767225600000',
  nonce: '0'.repeat(32),
  body: '{"reference":"x"}',
};

describe('the signature of the identity interface', () => {
  it('is the one the documentation shows', () => {
    const documentation = readFileSync(new URL('../../../docs/outside-http.md', import.meta.url), 'utf8');
    expect(documentation).toContain(`\`${requestSignature('secret', request)}\``);
  });

  it.each(Object.entries({ method: 'GET', path: '/v1/x', timestamp: '1767225600001', nonce: '1'.repeat(32), body: '{}' }))(
    'of a request changes with its %s',
    (name, value) => expect(requestSignature('secret', { ...request, [name]: value })).not.toBe(requestSignature('secret', request)),
  );

  it.each(Object.entries({ status: 201, nonce: '1'.repeat(32), timestamp: '2', body: '{}' }))(
    'of an answer changes with its %s',
    (name, value) => {
      const answer = { status: 200, nonce: '0'.repeat(32), timestamp: '1', body: '' };
      expect(answerSignature('secret', { ...answer, [name]: value })).not.toBe(answerSignature('secret', answer));
    },
  );
});
