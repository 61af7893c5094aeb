import type { Request, Response, Router } from 'express';
import type { BlobInfo, Blobs } from '../../../../kernel/blobs.ts';
import { InvalidFields } from '../../../../kernel/domain-error.ts';
import type { Ids } from '../../../../kernel/ids.ts';
import { fieldOf, noErrors, operationOf, queryOf, type ShownErrors, shownErrors } from '../../../../web/forms.ts';
import type { Pages } from '../../../../web/page.ts';
import { RateLimit } from '../../../../web/rate-limit.ts';
import { actorOf } from '../../../../web/request-context.ts';
import { keptFile, uploadedFile, uploadForm } from '../../../../web/uploads.ts';
import type { ScanSeal } from '../../application/scan-seal.ts';
import { readScanMeasures, type ScanTarget, usualWidth } from '../../domain/scanned-seal.ts';
import { sealKindOf, sealKinds } from '../../domain/seal-kind.ts';
import type { CleanedScan } from '../../ports/scan-cleaner.ts';
import { shownMm } from './maker-page.ts';

interface ScanState {
  readonly target: ScanTarget;
  readonly upload?: BlobInfo | undefined;
  readonly clean?: CleanedScan | undefined;
  readonly widthMm: string;
  readonly errors: ShownErrors;
}

/** SEA-005, SEA-022: upload, before and after with a threshold to move, a reminder, done. */
export class ScanRoutes {
  readonly #uploads = new RateLimit({ name: 'seal-scan', points: 40, seconds: 300 });

  constructor(
    private readonly pages: Pages,
    private readonly blobs: Blobs,
    private readonly scan: ScanSeal,
    private readonly ids: Ids,
  ) {}

  mount(router: Router): void {
    for (const base of ['/seals/scan', '/seals/personal/scan']) {
      router.get(base, (req, res) => this.#show(req, res));
      router.post(base, this.#uploads.byAddress, ...uploadForm('picture'), (req, res) => this.#try(req, res));
      router.post(`${base}/confirmation`, ...uploadForm('picture'), (req, res) => this.#confirm(req, res));
      router.post(`${base}/submission`, (req, res) => this.#submit(req, res));
    }
  }

  async #show(req: Request, res: Response): Promise<void> {
    const target = targetOf(req, (name) => queryOf(req, name, 60));
    await this.scan.allow(actorOf(req), target);
    await this.#page(req, res, { target, widthMm: shownMm(usualWidth(target)), errors: noErrors });
  }

  async #try(req: Request, res: Response): Promise<void> {
    const target = targetOf(req, (name) => fieldOf(req, name, 60));
    await this.#page(req, res, await this.#state(req, target));
  }

  async #upload(req: Request): Promise<BlobInfo> {
    const upload = await uploadedFile(req, this.blobs, 'picture', 'picture');
    if (upload === undefined) throw new InvalidFields([{ field: 'picture', code: 'input.file-required' }]);
    return upload;
  }

  /** The picture as it is now judged; what cannot be judged is told at its field. */
  async #state(req: Request, target: ScanTarget): Promise<ScanState> {
    const widthMm = fieldOf(req, 'widthMm', 20);
    await this.scan.allow(actorOf(req), target);
    let upload: BlobInfo | undefined;
    try {
      upload = await this.#upload(req);
      const measures = readScanMeasures({ widthMm, threshold: fieldOf(req, 'threshold', 20) });
      const clean = await this.scan.preview(actorOf(req), target, upload.id, measures.threshold);
      return { target, upload, clean, widthMm, errors: noErrors };
    } catch (error) {
      return { target, upload, widthMm, errors: shownErrors(this.pages, error, 'picture') };
    }
  }

  /** 「确定无误」 comes after a reminder: a page of its own, so that it comes without script too. */
  async #confirm(req: Request, res: Response): Promise<void> {
    const { t } = this.pages;
    const target = targetOf(req, (name) => fieldOf(req, name, 60));
    const state = await this.#state(req, target);
    if (state.clean === undefined) return this.#page(req, res, state);
    const base = baseOf(target);
    const confirm = {
      title: t('seal.scan.confirm-title'),
      text: t(target.to === 'unit' ? 'seal.scan.confirm-unit' : 'seal.scan.confirm-person'),
      warning: t('seal.make.warning'),
      action: `${base}/submission`,
      cancel: target.to === 'unit' ? `${base}?unit=${target.unitId}&kind=${target.kind}` : base,
      confirm: t('seal.scan.confirm'),
      hidden: this.#hidden(req, state),
      operation: this.ids.next(),
    };
    await this.pages.respond(req, res, 'web/confirm', { title: confirm.title, confirm });
  }

  #hidden(req: Request, { target, upload, clean, widthMm }: ScanState) {
    const unit =
      target.to === 'unit'
        ? [
            { name: 'unit', value: target.unitId },
            { name: 'kind', value: target.kind },
          ]
        : [];
    return [
      ...unit,
      { name: 'pictureKept', value: keptFile(req, upload)?.id ?? '' },
      { name: 'widthMm', value: widthMm },
      { name: 'threshold', value: percent(clean) },
    ];
  }

  async #submit(req: Request, res: Response): Promise<void> {
    const target = targetOf(req, (name) => fieldOf(req, name, 60));
    const operationId = operationOf(req, this.ids);
    try {
      const measures = readScanMeasures({ widthMm: fieldOf(req, 'widthMm', 20), threshold: fieldOf(req, 'threshold', 20) });
      const upload = async () => (await this.#upload(req)).id;
      const { sealId } = await this.scan.execute(actorOf(req), { target, upload, measures, operationId });
      res.redirect(303, sealId === undefined ? '/seals/personal?done=1' : `/seals/${sealId}?made=1`);
    } catch (error) {
      await this.#page(req, res, { ...(await this.#state(req, target)), errors: shownErrors(this.pages, error, 'picture') });
    }
  }

  async #page(req: Request, res: Response, state: ScanState): Promise<void> {
    const { t } = this.pages;
    const { target, upload, clean, widthMm, errors } = state;
    const personal = target.to === 'person';
    const title = t(personal ? 'seal.scan.title-person' : 'seal.scan.title');
    const model = {
      title,
      base: baseOf(target),
      unit: personal ? '' : target.unitId,
      kind: personal ? '' : target.kind,
      kinds: personal ? [] : sealKinds.map((value) => ({ value, label: t(`seal.kind.${value}`) })),
      kept: keptFile(req, upload),
      widthMm,
      threshold: percent(clean),
      pictures: clean === undefined ? undefined : { before: dataUri('image/jpeg', clean.before), after: dataUri('image/png', clean.after) },
      errors,
    };
    const back = personal
      ? { label: t('seal.personal.title'), href: '/seals/personal' }
      : { label: t('seal.list.title'), href: `/seals?unit=${target.unitId}` };
    const crumbs = [{ label: t('seal.crumb.home'), href: '/' }, back, { label: title }];
    await this.pages.respond(req, res, 'seal/scan', model, {
      status: errors.list.length === 0 ? 200 : 422,
      crumbs,
      wide: clean !== undefined,
    });
  }
}

function targetOf(req: Request, field: (name: string) => string): ScanTarget {
  if (req.path.startsWith('/seals/personal/')) return { to: 'person' };
  return { to: 'unit', unitId: field('unit'), kind: sealKindOf(field('kind')) ?? 'official' };
}

function baseOf(target: ScanTarget): string {
  return target.to === 'unit' ? '/seals/scan' : '/seals/personal/scan';
}

function percent(clean: CleanedScan | undefined): string {
  return clean === undefined ? '' : String(Math.round(clean.threshold * 100));
}

function dataUri(mediaType: string, bytes: Uint8Array): string {
  return `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
}
