// Reads a calendar from standard input with ical.js and prints what it found: {"name": …, "events": [{…}, …]}.
// Ends with 1 where ical.js finds it broken.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const value = (component, name) => {
  const property = component.getFirstProperty(name);
  if (!property) return null;
  const first = property.getFirstValue();
  return typeof first === "string" || typeof first === "number" ? first : first.toString();
};
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  const conference = component.getFirstProperty("conference");
  return {
    uid: event.uid,
    sequence: event.sequence,
    status: value(component, "status"),
    start: event.startDate.toJSDate().toISOString(),
    end: event.endDate.toJSDate().toISOString(),
    summary: event.summary,
    description: event.description,
    url: value(component, "url"),
    conference: conference ? conference.getFirstValue() : null,
    feature: conference ? conference.getParameter("feature") : null,
    contact: value(component, "contact"),
    estimated: value(component, "x-earshot-end-estimated"),
  };
});
process.stdout.write(
  JSON.stringify({ name: value(calendar, "name"), refresh: value(calendar, "refresh-interval"), events }),
);
