export type DeliveryChannel = 'sms' | 'mail';

/** PAR-012, PAR-058: that something was sent, where (masked), and how it ended. Never what was sent. */
export abstract class Deliveries {
  abstract record(delivery: {
    readonly accountId: string;
    readonly channel: DeliveryChannel;
    readonly to: string;
    readonly outcome: string;
  }): Promise<void>;
}
