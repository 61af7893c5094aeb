import { join } from 'node:path';
import type { Faults } from '../faults.ts';
import type { Call, Reply } from '../http-kit.ts';
import { RecordFile } from '../record-file.ts';
import { BankSimulator, type Transfer } from './bank.ts';
import { type FaceSession, FaceSimulator } from './face.ts';
import { recognise } from './ocr.ts';
import { verifyCompany } from './registry.ts';
import { SignedDoor } from './signed-door.ts';

/** OCR, face, business register and bank behind one signed door under `/identity`, with their open pages beside it. */
export class IdentitySimulator {
  readonly #door: SignedDoor;
  readonly #face: FaceSimulator;
  readonly #bank: BankSimulator;

  constructor(folder: string, secret: string, faults: Faults, remittanceDelayMs: number, ownUrl: () => string) {
    this.#door = new SignedDoor(secret, faults);
    this.#face = new FaceSimulator(new RecordFile<FaceSession>(join(folder, 'face-sessions.jsonl')), secret, ownUrl);
    this.#bank = new BankSimulator(new RecordFile<Transfer>(join(folder, 'transfers.jsonl')), remittanceDelayMs);
  }

  handle(call: Call): Reply | undefined | Promise<Reply> {
    if (call.method === 'POST' && call.path.startsWith('/identity/')) return this.#signed(call);
    return this.#face.handle(call) ?? this.#bank.handle(call);
  }

  #signed(call: Call): Reply | undefined | Promise<Reply> {
    switch (call.path.slice('/identity'.length)) {
      case '/ocr/recognitions':
        return this.#door.answer(call, recognise);
      case '/face/sessions':
        return this.#door.answer(call, (content) => this.#face.begin(content));
      case '/face/results':
        return this.#door.answer(call, (content) => this.#face.result(content));
      case '/registry/verifications':
        return this.#door.answer(call, verifyCompany);
      case '/remittances':
        return this.#door.answer(call, (content) => this.#bank.order(content));
      case '/remittances/states':
        return this.#door.answer(call, (content) => this.#bank.state(content));
      default:
        return undefined;
    }
  }
}
