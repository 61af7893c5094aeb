import { DomainError } from './domain-error.ts';

/** An amount in integer fen (1/100 CNY). Never a float: yuan appear only as text. */
export class Money {
  readonly fen: number;

  private constructor(fen: number) {
    if (!Number.isSafeInteger(fen)) throw new DomainError('invalid', 'money.not-an-amount');
    this.fen = fen;
  }

  static fen(fen: number): Money {
    return new Money(fen);
  }

  /** Reads `12`, `12.3` or `12.30` yuan; anything else is refused. */
  static yuan(text: string): Money {
    const match = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(text.trim());
    if (match === null) throw new DomainError('invalid', 'money.not-an-amount');
    return new Money(Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')));
  }

  times(count: number): Money {
    return new Money(this.fen * count);
  }

  plus(other: Money): Money {
    return new Money(this.fen + other.fen);
  }

  equals(other: Money): boolean {
    return this.fen === other.fen;
  }

  get isZero(): boolean {
    return this.fen === 0;
  }

  /** `1234.50` */
  get yuan(): string {
    const sign = this.fen < 0 ? '-' : '';
    const abs = Math.abs(this.fen);
    return `${sign}${Math.floor(abs / 100)}.${String(abs % 100).padStart(2, '0')}`;
  }
}
