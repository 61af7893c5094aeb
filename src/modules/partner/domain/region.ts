/** Where a partner means to work (拟合作区域): a province, and a city when the city branch is the counterpart (PAR-002). */
export interface Region {
  /** Two-digit GB/T 2260 code. */
  readonly province: string;
  /** Four-digit code below the province, or undefined for the provincial company. */
  readonly city: string | undefined;
}

/** A staff member who reviews registrations, and the regions (province or city codes) they answer for. */
export interface Reviewer {
  readonly id: string;
  readonly name: string;
  readonly regions: readonly string[];
}

/** PAR-003: the provincial company's applications reach those who hold the province; a city branch's, those who hold that city. */
export function coversRegion(reviewer: Reviewer, region: Region): boolean {
  return reviewer.regions.includes(region.city ?? region.province);
}
