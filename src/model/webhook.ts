/** What a webhook understands: JSON for a program of one's own, or one of the chat services. */
export const WEBHOOK_FORMATS = ['json', 'slack', 'matrix', 'ntfy'] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

/** Where digests are posted. */
export interface WebhookSettings {
  /**
   * A secret: neither shown nor stored. Of Matrix, `https://…/_matrix/client/v3/rooms/ROOM/send/m.room.message`; of ntfy, the topic's.
   */
  readonly url: string;
  readonly format: WebhookFormat;
  /** With which JSON is signed; null for none. */
  readonly secret: string | null;
  /** Sent as `Authorization: Bearer …`; null for none. */
  readonly token: string | null;
}
