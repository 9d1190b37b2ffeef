/** The calendar date and the clock time of an instant in a zone. */
export interface ZonedTime {
  readonly date: string;
  readonly time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(zone, made);
  return made;
}

export const DateTime = {
  inZone(instant: string, zone: string): ZonedTime {
    const parts = new Map(
      formatOf(zone)
        .formatToParts(new Date(instant))
        .map((part) => [part.type, part.value]),
    );
    const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
    return { date: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` };
  },
};
