import { describe, expect, it } from 'vitest';
import { acs3Headers, acs3Query } from '../../../src/adapters/aliyun-sms/acs3-signature.ts';

describe('ACS3-HMAC-SHA256', () => {
  it('gives the signature of the vendor’s published example', () => {
    const headers = acs3Headers({
      host: 'ecs.cn-shanghai.aliyuncs.com',
      action: 'RunInstances',
      version: '2014-05-26',
      query: { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' },
      accessKeyId: 'YourAccessKeyId',
      accessKeySecret: 'YourAccessKeySecret',
      date: '2023-10-26T10:22:32Z',
      nonce: '3156853299f313e23d1673dc12e1703d',
    });
    expect(headers['authorization']).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    );
  });

  it('encodes the query by RFC 3986 and sorts it', () => {
    expect(acs3Query({ b: "(a b)*!'~", a: '印+/=' })).toBe('a=%E5%8D%B0%2B%2F%3D&b=%28a%20b%29%2A%21%27~');
  });
});
