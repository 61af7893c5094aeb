import { ContainerModule } from 'inversify';
import { AlipayGateway } from '../../adapters/alipay/alipay-gateway.ts';
import { Database } from '../../adapters/postgres/database.ts';
import { PgInbox, PgOperations, PgOutbox } from '../../adapters/postgres/module-stores.ts';
import { PgAuditTrail } from '../../adapters/postgres/pg-audit-trail.ts';
import { PgJobs } from '../../adapters/postgres/pg-jobs.ts';
import { PgUnitOfWork } from '../../adapters/postgres/pg-unit-of-work.ts';
import { StoreTools } from '../../adapters/postgres/store-tools.ts';
import { BusinessSettings } from '../../adapters/system/business-settings.ts';
import { Clock } from '../../kernel/clock.ts';
import { Ids } from '../../kernel/ids.ts';
import { JobHandler } from '../../kernel/jobs.ts';
import { Navigation } from '../../web/navigation.ts';
import { Pages } from '../../web/page.ts';
import { Routes } from '../../web/routes.ts';
import { HomeTasks } from '../partner/published/home-tasks.ts';
import { AlipayPayments } from './adapters/alipay/alipay-payments.ts';
import { BillingHomeTasks } from './adapters/billing-home-tasks.ts';
import { BillingNavigation } from './adapters/http/billing-navigation.ts';
import { BillingRoutes } from './adapters/http/billing-routes.ts';
import { CashierRoutes } from './adapters/http/cashier-routes.ts';
import { NoticeRoutes } from './adapters/http/notice-routes.ts';
import { OrderRoutes } from './adapters/http/order-routes.ts';
import { StaffOrderRoutes } from './adapters/http/staff-order-routes.ts';
import { PgAlarms } from './adapters/postgres/pg-alarms.ts';
import { PgNoticeInbox } from './adapters/postgres/pg-notice-inbox.ts';
import { PgOrderList } from './adapters/postgres/pg-order-list.ts';
import { PgOrders } from './adapters/postgres/pg-orders.ts';
import { PgPayments } from './adapters/postgres/pg-payments.ts';
import * as tables from './adapters/postgres/schema.ts';
import { ApplyNotice } from './application/apply-notice.ts';
import { CheckPayment } from './application/check-payment.ts';
import { CloseAlarm } from './application/close-alarm.ts';
import { CloseExpiredOrder, CloseOrder } from './application/close-order.ts';
import { ListOrders } from './application/list-orders.ts';
import { OpenOrder } from './application/open-order.ts';
import { PayOrder } from './application/pay-order.ts';
import { PollPayment } from './application/poll-payment.ts';
import { RefundPayment } from './application/refund-payment.ts';
import { SettlePayment } from './application/settle-payment.ts';
import { TakeNotice } from './application/take-notice.ts';
import { ViewOrder } from './application/view-order.ts';
import { BillingWork } from './ports/billing-work.ts';
import { OrderList } from './ports/order-list.ts';
import { PaymentGateway } from './ports/payment-gateway.ts';
import { Orders } from './published/orders.ts';

export const billingModule = new ContainerModule(({ bind }) => {
  // stores
  bind(BillingWork).toResolvedValue(
    (database: Database, tools: StoreTools) =>
      new PgUnitOfWork(database, (tx) => ({
        orders: new PgOrders(tx, new PgOutbox(tx, 'billing', tables, tools)),
        payments: new PgPayments(tx),
        notices: new PgNoticeInbox(tx),
        alarms: new PgAlarms(tx, tools),
        operations: new PgOperations(tx, tables),
        inbox: new PgInbox(tx, tables),
        jobs: new PgJobs(tx),
        audit: new PgAuditTrail(tx, tools.clock),
      })),
    [Database, StoreTools],
  );
  bind(OrderList).toResolvedValue((database: Database) => new PgOrderList(database), [Database]);

  // outside parties
  bind(PaymentGateway).toResolvedValue((alipay: AlipayGateway) => new AlipayPayments(alipay), [AlipayGateway]);

  // use cases
  bind(SettlePayment).toResolvedValue((clock: Clock) => new SettlePayment(clock), [Clock]);
  bind(CheckPayment).toResolvedValue(
    (work: BillingWork, gateway: PaymentGateway, settle: SettlePayment) => new CheckPayment(work, gateway, settle),
    [BillingWork, PaymentGateway, SettlePayment],
  );
  bind(PayOrder).toResolvedValue(
    (work: BillingWork, gateway: PaymentGateway, clock: Clock, settings: BusinessSettings) =>
      new PayOrder(work, gateway, clock, settings.publicUrl),
    [BillingWork, PaymentGateway, Clock, BusinessSettings],
  );
  bind(CloseOrder).toResolvedValue(
    (work: BillingWork, gateway: PaymentGateway, check: CheckPayment) => new CloseOrder(work, gateway, check),
    [BillingWork, PaymentGateway, CheckPayment],
  );
  bind(TakeNotice).toResolvedValue((work: BillingWork) => new TakeNotice(work), [BillingWork]);
  bind(ViewOrder).toResolvedValue((list: OrderList, work: BillingWork) => new ViewOrder(list, work), [OrderList, BillingWork]);
  bind(ListOrders).toResolvedValue((list: OrderList) => new ListOrders(list), [OrderList]);
  bind(CloseAlarm).toResolvedValue((work: BillingWork, clock: Clock) => new CloseAlarm(work, clock), [BillingWork, Clock]);

  // jobs
  bind(JobHandler).toResolvedValue(
    (work: BillingWork, settle: SettlePayment) => new ApplyNotice(work, settle),
    [BillingWork, SettlePayment],
  );
  bind(JobHandler).toResolvedValue(
    (work: BillingWork, check: CheckPayment, clock: Clock) => new PollPayment(work, check, clock),
    [BillingWork, CheckPayment, Clock],
  );
  bind(JobHandler).toResolvedValue(
    (work: BillingWork, gateway: PaymentGateway, clock: Clock) => new RefundPayment(work, gateway, clock),
    [BillingWork, PaymentGateway, Clock],
  );
  bind(JobHandler).toResolvedValue((work: BillingWork, close: CloseOrder) => new CloseExpiredOrder(work, close), [BillingWork, CloseOrder]);

  // published
  bind(Orders).toResolvedValue((work: BillingWork, clock: Clock, ids: Ids) => new OpenOrder(work, clock, ids), [BillingWork, Clock, Ids]);
  bind(HomeTasks).toResolvedValue((list: ListOrders, pages: Pages) => new BillingHomeTasks(list, pages.t), [ListOrders, Pages]);

  // web
  bind(Navigation).toResolvedValue(() => new BillingNavigation());
  bind(OrderRoutes).toResolvedValue(
    (pages: Pages, list: ListOrders, view: ViewOrder, close: CloseOrder, clock: Clock, settings: BusinessSettings) =>
      new OrderRoutes(pages, list, view, close, clock, settings.publicUrl),
    [Pages, ListOrders, ViewOrder, CloseOrder, Clock, BusinessSettings],
  );
  bind(CashierRoutes).toResolvedValue(
    (pages: Pages, view: ViewOrder, pay: PayOrder, check: CheckPayment, clock: Clock) => new CashierRoutes(pages, view, pay, check, clock),
    [Pages, ViewOrder, PayOrder, CheckPayment, Clock],
  );
  bind(StaffOrderRoutes).toResolvedValue(
    (pages: Pages, list: ListOrders, view: ViewOrder, close: CloseAlarm) => new StaffOrderRoutes(pages, list, view, close),
    [Pages, ListOrders, ViewOrder, CloseAlarm],
  );
  bind(NoticeRoutes).toResolvedValue(
    (alipay: AlipayGateway, take: TakeNotice) => new NoticeRoutes(alipay, take),
    [AlipayGateway, TakeNotice],
  );
  bind(Routes).toResolvedValue(
    (orders: OrderRoutes, cashier: CashierRoutes, staff: StaffOrderRoutes, notices: NoticeRoutes) =>
      new BillingRoutes([orders, cashier, staff], notices),
    [OrderRoutes, CashierRoutes, StaffOrderRoutes, NoticeRoutes],
  );
});
