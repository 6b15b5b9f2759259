/** "11:04" of today, "21 Nov, 11:04" of another day, as this machine's clock and the window's language have it. */
export function momentWords(at: number, now: number, language: string): string {
  const moment = new Date(at);
  const isToday = moment.toDateString() === new Date(now).toDateString();
  const day = isToday ? {} : ({ day: "numeric", month: "short" } as const);
  return new Intl.DateTimeFormat(language, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    moment,
  );
}
