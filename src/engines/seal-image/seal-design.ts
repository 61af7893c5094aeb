export type SealShapeName = 'round' | 'ellipse' | 'square';
export type SealKind = 'official' | 'finance' | 'contract' | 'invoice' | 'legal-representative' | 'name';

/** The weights of the seal typeface (Noto Serif SC). */
export const sealWeights = [400, 500, 600, 700, 900] as const;
export type SealWeight = (typeof sealWeights)[number];

/**
 * Everything that determines how a seal looks: plain data, so that it can be stored and drawn again exactly.
 * Lengths in millimetres, angles in degrees; 0 leaves a ring or the star out, '' leaves a text out.
 */
export interface SealDesign {
  readonly shape: SealShapeName;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly color: string;
  readonly weight: SealWeight;
  readonly ringMm: number;
  readonly innerRingMm: number;
  readonly innerRingGapMm: number;
  readonly starMm: number;
  readonly starCentreMm: number;
  /** Free space between the ring and the texts along it. */
  readonly textGapMm: number;
  readonly name: string;
  /** Height of the name's characters; long names are set smaller so that they stay legible. */
  readonly nameHeightMm: number;
  /** The arc from the middle of the first to the middle of the last character that a name may take at most. */
  readonly nameSweepDeg: number;
  /** The angle between neighbours that a short name is not spread beyond. */
  readonly nameStepDeg: number;
  /** A line through the centre (the tax number of an invoice seal). */
  readonly middle: string;
  readonly middleHeightMm: number;
  readonly middleCentreMm: number;
  readonly middleWidthMm: number;
  /** The line below the centre (财务专用章). */
  readonly title: string;
  readonly titleHeightMm: number;
  readonly titleCentreMm: number;
  readonly titleWidthMm: number;
  readonly code: string;
  readonly codeHeightMm: number;
  readonly codeSweepDeg: number;
}

const round: SealDesign = {
  shape: 'round',
  widthMm: 40,
  heightMm: 40,
  color: '#c8161d',
  weight: 700,
  ringMm: 1,
  innerRingMm: 0,
  innerRingGapMm: 0.4,
  starMm: 14,
  starCentreMm: 0,
  textGapMm: 0.9,
  name: '',
  nameHeightMm: 5.4,
  nameSweepDeg: 262,
  nameStepDeg: 26,
  middle: '',
  middleHeightMm: 3.7,
  middleCentreMm: 0,
  middleWidthMm: 24,
  title: '',
  titleHeightMm: 4.2,
  titleCentreMm: 10.1,
  titleWidthMm: 17.5,
  code: '',
  codeHeightMm: 1.8,
  codeSweepDeg: 64,
};

const square: SealDesign = { ...round, shape: 'square', widthMm: 20, heightMm: 20, starMm: 0, textGapMm: 0.7 };

/** Usual sizes of the kinds of seal; 42 mm for joint-stock and state-owned companies is `{ widthMm: 42, heightMm: 42 }`. */
export const sealDefaults: Readonly<Record<SealKind, SealDesign>> = {
  official: round,
  finance: {
    ...round,
    widthMm: 38,
    heightMm: 38,
    nameHeightMm: 5,
    nameSweepDeg: 240,
    starMm: 10.5,
    starCentreMm: -0.6,
    title: '财务专用章',
    titleCentreMm: 9.3,
    titleHeightMm: 4,
    titleWidthMm: 16.5,
  },
  contract: { ...round, nameSweepDeg: 240, starMm: 11, starCentreMm: -0.6, title: '合同专用章' },
  invoice: {
    ...round,
    shape: 'ellipse',
    heightMm: 30,
    nameHeightMm: 4.2,
    nameSweepDeg: 205,
    nameStepDeg: 24,
    starMm: 0,
    title: '发票专用章',
    titleHeightMm: 4.2,
    titleCentreMm: 7.4,
    titleWidthMm: 18.5,
    middleCentreMm: 1,
  },
  'legal-representative': square,
  name: { ...square, widthMm: 18, heightMm: 18 },
};

/** The design of a kind with its usual measures, changed where `overrides` says so. */
export function sealDesign(kind: SealKind, overrides: Partial<SealDesign> = {}): SealDesign {
  return { ...sealDefaults[kind], ...overrides };
}
