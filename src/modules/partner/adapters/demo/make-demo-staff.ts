import type { StaffRole } from '../../../../kernel/actor.ts';
import type { PartnerWork } from '../../ports/partner-work.ts';
import type { Passwords } from '../../ports/passwords.ts';

/** The one password of the demo's staff; the demo prints it, a production start refuses demo data. */
export const demoPassword = 'Yinxin-2026';

const members: readonly { id: string; login: string; name: string; roles: readonly StaffRole[]; regions: readonly string[] }[] = [
  { id: '01900000-0000-7000-8000-000000000001', login: 'op.jiangsu', name: '陆知远', roles: ['op'], regions: ['32', '3201', '3205'] },
  { id: '01900000-0000-7000-8000-000000000002', login: 'op.zhejiang', name: '苏映雪', roles: ['op'], regions: ['33', '3301'] },
  { id: '01900000-0000-7000-8000-000000000003', login: 'ra.review', name: '顾明澈', roles: ['ra'], regions: [] },
  { id: '01900000-0000-7000-8000-000000000004', login: 'cs.desk', name: '温岚', roles: ['cs'], regions: [] },
];

/** Staff of each role. */
export async function makeDemoStaff(work: PartnerWork, passwords: Passwords): Promise<void> {
  const known = await work.run(({ staff }) => staff.byLogin('op.jiangsu'));
  if (known !== undefined) return;
  const passwordHash = await passwords.hash(demoPassword);
  await work.run(async ({ staff }) => {
    for (const member of members) {
      await staff.save({ ...member, mail: `${member.login}@yinxin.example`, passwordHash, sealedTotpSecret: undefined, disabled: false });
    }
  });
}
