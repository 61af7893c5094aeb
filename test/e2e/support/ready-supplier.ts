import { makeTender } from '../../../demo/make-tender.ts';
import { secondHalf } from '../../../demo/sealing.ts';
import { company, firstHalf, type World } from '../../../demo/story.ts';
import type { TestApp } from '../../support/app.ts';
import type { Walker } from './walker.ts';

/** A supplier with a verified unit, a certificate, a PIN and an official seal; walked there by plain HTTP. */
export async function readySupplier(app: TestApp): Promise<World> {
  const world: World = { url: app.url, supplier: app.visitor(), notes: {} };
  const beforeSigning = secondHalf({ pdf: new Uint8Array(), name: '', out: '' }).slice(0, 3);
  for (const [, step] of [...firstHalf, ...beforeSigning]) await step(world);
  return world;
}

export async function signInAsSupplier(walker: Walker): Promise<void> {
  await walker.goto('/sign-in');
  await walker.fill({ login: company.contactMobile, password: company.password });
  await walker.press();
}

export async function tender() {
  return { name: '投标文件.pdf', type: 'application/pdf', bytes: await makeTender(company.companyName) };
}
