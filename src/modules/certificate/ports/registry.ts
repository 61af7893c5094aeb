import type { CertificateKind } from '../domain/entitlement.ts';
import type { CertificateType, TradingPlatform } from '../domain/trading-platform.ts';

export interface CertificatePrice {
  readonly productCode: string;
  readonly kind: CertificateKind;
  readonly typeCode: string;
  readonly years: number;
  readonly fen: number;
}

/** Trading platforms, certificate types and their prices: what operators maintain (PLT-026, BIL-001). */
export abstract class Registry {
  abstract platform(id: string): Promise<TradingPlatform | undefined>;
  /** Open platforms whose name or region contains `words`, by name, at most `limit`. */
  abstract platforms(words: string, limit: number): Promise<readonly TradingPlatform[]>;
  abstract platformsById(ids: readonly string[]): Promise<readonly TradingPlatform[]>;
  abstract type(code: string): Promise<CertificateType | undefined>;
  abstract types(): Promise<readonly CertificateType[]>;
  /** Throws Missing when it is not sold. */
  abstract price(kind: CertificateKind, typeCode: string, years: number): Promise<CertificatePrice>;
  abstract prices(): Promise<readonly CertificatePrice[]>;
  /** Adds or replaces rows by their keys. */
  abstract put(rows: {
    readonly platforms: readonly TradingPlatform[];
    readonly types: readonly CertificateType[];
    readonly prices: readonly CertificatePrice[];
  }): Promise<void>;
}
