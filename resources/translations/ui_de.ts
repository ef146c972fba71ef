<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>EventWords</name>
    <message>
        <source>Live now</source>
        <translation>Jetzt live</translation>
    </message>
    <message>
        <source>Due now</source>
        <translation>Jetzt fällig</translation>
    </message>
    <message>
        <source>Upcoming</source>
        <translation>Demnächst</translation>
    </message>
    <message>
        <source>Past</source>
        <translation>Vergangen</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>%1, %2 and %3 more</source>
        <translation>%1, %2 und %3 weitere</translation>
    </message>
    <message>
        <source>%1 connected, %2 hearing</source>
        <translation>%1 verbunden, %2 hören</translation>
    </message>
    <message>
        <source>LIVE %1</source>
        <translation>LIVE %1</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>LIVE</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>Nicht begonnen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgesagt</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Umgezogen</translation>
    </message>
    <message>
        <source>%1, no word from the host yet</source>
        <translation>%1, die Veranstaltungsleitung hat sich noch nicht gemeldet</translation>
    </message>
    <message>
        <source>Wait in the room</source>
        <translation>Im Raum warten</translation>
    </message>
    <message>
        <source>Delayed to %1</source>
        <translation>Verschoben auf %1</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Verspätet</translation>
    </message>
    <message>
        <source>moved from %1</source>
        <translation>verschoben von %1</translation>
    </message>
    <message>
        <source>%1 (your time)</source>
        <translation>%1 (Ihre Zeit)</translation>
    </message>
    <message>
        <source>Host, %1: %2</source>
        <translation>Veranstaltungsleitung, %1: %2</translation>
    </message>
    <message>
        <source>Host: %1</source>
        <translation>Veranstaltungsleitung: %1</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>continues on another server</source>
        <translation>geht auf einem anderen Server weiter</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>From %1 · reading the schedule …</source>
        <translation>Von %1 · das Programm wird gelesen …</translation>
    </message>
    <message>
        <source>From %1 · up to date, checked %2</source>
        <translation>Von %1 · aktuell, geprüft %2</translation>
    </message>
    <message>
        <source>From %1 · cannot be read now</source>
        <translation>Von %1 · derzeit nicht lesbar</translation>
    </message>
    <message>
        <source>%1 live</source>
        <translation>%1 live</translation>
    </message>
    <message>
        <source>%1 · %2 of %3 shown</source>
        <translation>%1 · %2 von %3 gezeigt</translation>
    </message>
    <message>
        <source>Starts when the host is ready</source>
        <translation>Beginnt, sobald die Veranstaltungsleitung bereit ist</translation>
    </message>
    <message>
        <source>Planned before: %1</source>
        <translation>Vorher geplant: %1</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>%1: &quot;Late by 29 min&quot;, %2: &quot;Host, 20:25: “We start soon.”&quot;</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Remind me</source>
        <translation>Erinnern</translation>
    </message>
    <message>
        <source>Reminder set</source>
        <translation>Erinnerung aktiv</translation>
    </message>
    <message>
        <source>whether it is still on is not known</source>
        <translation>ob sie noch läuft, ist nicht bekannt</translation>
    </message>
    <message>
        <source>Paused at %1</source>
        <translation>Unterbrochen um %1</translation>
    </message>
    <message>
        <source>Live at %1</source>
        <translation>Live um %1</translation>
    </message>
    <message>
        <source>Planned for %1</source>
        <translation>Geplant für %1</translation>
    </message>
    <message>
        <source>whether it has begun is not known</source>
        <translation>ob sie begonnen hat, ist nicht bekannt</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Earshot tries again by itself.</source>
        <translation>Earshot versucht es von selbst erneut.</translation>
    </message>
    <message>
        <source>What it had on at %1 is shown. Earshot tries again by itself.</source>
        <translation>Gezeigt wird der Stand von %1. Earshot versucht es von selbst erneut.</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Postponed</source>
        <translation>Verschoben</translation>
    </message>
    <message>
        <source>Add to calendar</source>
        <translation>Zum Kalender</translation>
    </message>
    <message>
        <source>continues on %1</source>
        <translation>geht weiter auf %1</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin</translation>
    </message>
    <message>
        <source>Was planned for %1</source>
        <translation>War geplant für %1</translation>
    </message>
    <message>
        <source>No reason was given</source>
        <translation>Ein Grund wurde nicht genannt</translation>
    </message>
    <message>
        <source>never begun, as far as is known</source>
        <translation>nie begonnen, soweit bekannt</translation>
    </message>
    <message>
        <source>%1 old</source>
        <extracomment>how old what is shown is: &quot;2 h old&quot;</extracomment>
        <translation>%1 alt</translation>
    </message>
    <message>
        <source>From %1 · last known, %2; not reachable</source>
        <translation>Von %1 · letzter bekannter Stand, %2; nicht erreichbar</translation>
    </message>
    <message>
        <source>From %1 · last known, %2; reading the schedule …</source>
        <translation>Von %1 · letzter bekannter Stand, %2; das Programm wird gelesen …</translation>
    </message>
    <message>
        <source>the schedule kept on this computer was damaged and is set aside</source>
        <translation>das auf diesem Computer aufbewahrte Programm war beschädigt und ist beiseitegelegt</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Vorgezogen</translation>
    </message>
    <message>
        <source>Host away</source>
        <translation>Leitung abwesend</translation>
    </message>
    <message>
        <source>nothing from the host since %1</source>
        <translation>seit %1 nichts von der Veranstaltungsleitung</translation>
    </message>
</context>
<context>
    <name>EvidenceWords</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Whose side</source>
        <translation>Auf wessen Seite</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>In the other side&apos;s words</source>
        <translation>In den Worten der Gegenseite</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>Zuletzt gehört</translation>
    </message>
    <message>
        <source>Silence by a fault in the last 10 minutes</source>
        <translation>Stille durch Fehler in den letzten 10 Minuten</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>sofort</translation>
    </message>
    <message>
        <source>after a growing pause</source>
        <translation>nach einer wachsenden Pause</translation>
    </message>
    <message>
        <source>when the server asked for it</source>
        <translation>wenn der Server es erlaubt</translation>
    </message>
    <message>
        <source>none: trying again cannot help</source>
        <translation>keiner: Ein neuer Versuch würde nicht helfen</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stummgeschaltet</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>level %1</source>
        <translation>Pegel %1</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Bühne</translation>
    </message>
    <message>
        <source>nobody is on stage</source>
        <translation>niemand ist auf der Bühne</translation>
    </message>
    <message>
        <source>connection dropped at %1</source>
        <translation>Verbindung um %1 abgebrochen</translation>
    </message>
    <message>
        <source>not connected yet</source>
        <translation>noch nicht verbunden</translation>
    </message>
    <message>
        <source>last packet %1</source>
        <translation>letztes Paket %1</translation>
    </message>
    <message>
        <source>%1 packets, %2 lost, %3 late</source>
        <translation>%1 Pakete, %2 verloren, %3 verspätet</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 kbit/s</translation>
    </message>
    <message>
        <source>no packet yet</source>
        <translation>noch kein Paket</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Name and version</source>
        <translation>Name und Version</translation>
    </message>
    <message>
        <source>Other servers known</source>
        <translation>Weitere bekannte Server</translation>
    </message>
    <message>
        <source>Answers in</source>
        <translation>Antwortet in</translation>
    </message>
    <message>
        <source>Last word of the event&apos;s control</source>
        <translation>Letzte Nachricht der Regie</translation>
    </message>
    <message>
        <source>Counts taken at</source>
        <translation>Zahlen erhoben um</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>Last bytes</source>
        <translation>Letzte Daten</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 kB</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>Neu verbunden</translation>
    </message>
    <message>
        <source>Buffer for %1</source>
        <translation>Puffer für %1</translation>
    </message>
    <message>
        <source>%1 of %2 aimed at, jitter %3, made up %4</source>
        <translation>%1 bei einem Ziel von %2, Jitter %3, ersetzt %4</translation>
    </message>
    <message>
        <source>stretched by %1</source>
        <translation>um %1 gedehnt oder gestaucht</translation>
    </message>
    <message>
        <source>%1 skipped</source>
        <translation>%1 übersprungen</translation>
    </message>
    <message>
        <source>clock quicker by %1 ppm</source>
        <translation>Uhr um %1 ppm schneller</translation>
    </message>
    <message>
        <source>clock slower by %1 ppm</source>
        <translation>Uhr um %1 ppm langsamer</translation>
    </message>
    <message>
        <source>Last failure</source>
        <translation>Letzter Fehler</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>none: nobody hears this</source>
        <translation>keines: Niemand hört dies</translation>
    </message>
    <message>
        <source>%1: sleeps</source>
        <translation>%1: schläft</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last asked for sound</source>
        <translation>Zuletzt Ton abgerufen</translation>
    </message>
    <message>
        <source>Device buffer</source>
        <translation>Gerätepuffer</translation>
    </message>
    <message>
        <source>Late calls</source>
        <translation>Verspätete Abrufe</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>muted in Earshot</source>
        <translation>in Earshot stummgeschaltet</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>ruht</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>wird verbunden</translation>
    </message>
    <message>
        <source>joining</source>
        <translation>tritt bei</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgewiesen</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>playing</source>
        <translation>spielt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gestört</translation>
    </message>
    <message>
        <source>nothing above %1 Hz</source>
        <translation>nichts über %1 Hz</translation>
    </message>
    <message>
        <source>%1 clipped</source>
        <translation>%1 übersteuert</translation>
    </message>
    <message>
        <source>a howl at %1 Hz</source>
        <translation>ein Pfeifen bei %1 Hz</translation>
    </message>
    <message>
        <source>%1 missing before the servers, the last %2</source>
        <translation>%1 gingen vor den Servern verloren, zuletzt %2</translation>
    </message>
    <message>
        <source>%1 missing in the servers, the last %2</source>
        <translation>%1 gingen in den Servern verloren, zuletzt %2</translation>
    </message>
    <message>
        <source>%1 missing before your connection, the last %2</source>
        <translation>%1 gingen vor Ihrer Verbindung verloren, zuletzt %2</translation>
    </message>
    <message>
        <source>%1 lost with your connection, the last %2</source>
        <translation>%1 gingen mit Ihrer Verbindung verloren, zuletzt %2</translation>
    </message>
    <message>
        <source>Line lost</source>
        <translation>Leitung verloren</translation>
    </message>
    <message>
        <source>The server&apos;s last objection</source>
        <translation>Letzter Einspruch des Servers</translation>
    </message>
    <message>
        <source>The server asks to move</source>
        <translation>Der Server bittet um Wechsel</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>spread, so that not all come at once</source>
        <translation>verteilt, damit nicht alle zugleich kommen</translation>
    </message>
    <message>
        <source>Computer slept</source>
        <translation>Computer schlief</translation>
    </message>
    <message>
        <source>Network, by the system&apos;s word</source>
        <translation>Netz, laut System</translation>
    </message>
    <message>
        <source>there</source>
        <translation>da</translation>
    </message>
    <message>
        <source>Went away</source>
        <translation>Verschwunden</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgesagt</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>verlegt</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>Nachgesehen bei</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Written at</source>
        <translation>Geschrieben um</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>The event</source>
        <translation>Die Veranstaltung</translation>
    </message>
    <message>
        <source>%1, planned for %2</source>
        <translation>%1, geplant für %2</translation>
    </message>
    <message>
        <source>looking for what was missed</source>
        <translation>sucht das Verpasste</translation>
    </message>
    <message>
        <source>catching up</source>
        <translation>holt auf</translation>
    </message>
    <message>
        <source>gone back</source>
        <translation>zurückgegangen</translation>
    </message>
    <message>
        <source>no: switched off for this event</source>
        <translation>nein: für diese Veranstaltung abgeschaltet</translation>
    </message>
    <message>
        <source>no: only some listeners may, to spare the server</source>
        <translation>nein: zur Schonung des Servers nur für einen Teil der Hörenden</translation>
    </message>
    <message>
        <source>no: the server keeps no sound</source>
        <translation>nein: der Server bewahrt keinen Ton auf</translation>
    </message>
    <message>
        <source>no: too much was missed</source>
        <translation>nein: es wurde zu viel verpasst</translation>
    </message>
    <message>
        <source>Where you are</source>
        <translation>Wo Sie sind</translation>
    </message>
    <message>
        <source>%1, %2 behind live</source>
        <translation>%1, %2 hinter live</translation>
    </message>
    <message>
        <source>You can go back by</source>
        <translation>Sie können zurück um</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Fetched later, in all</source>
        <translation>Nachgeholt, insgesamt</translation>
    </message>
    <message>
        <source>%1 packets, %2 lost for good</source>
        <translation>%1 Pakete, %2 endgültig verloren</translation>
    </message>
    <message>
        <source>After the last reconnect</source>
        <translation>Nach der letzten Neuverbindung</translation>
    </message>
    <message>
        <source>%1 fetched, %2 lost</source>
        <translation>%1 nachgeholt, %2 verloren</translation>
    </message>
    <message>
        <source>What was missed is fetched</source>
        <translation>Verpasstes wird nachgeholt</translation>
    </message>
    <message>
        <source>When you fall behind</source>
        <translation>Bei Rückstand</translation>
    </message>
    <message>
        <source>play faster until live</source>
        <translation>schneller abspielen bis live</translation>
    </message>
    <message>
        <source>jump to live</source>
        <translation>zu live springen</translation>
    </message>
    <message>
        <source>The way to the server, step by step</source>
        <translation>Der Weg zum Server, Schritt für Schritt</translation>
    </message>
    <message>
        <source>What the event&apos;s page says</source>
        <translation>Was die Seite der Veranstaltung sagt</translation>
    </message>
    <message>
        <source>Catching up and going back</source>
        <translation>Aufholen und Zurückgehen</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>What this rests on</source>
        <translation>Worauf das beruht</translation>
    </message>
</context>
<context>
    <name>HostWords</name>
    <message>
        <source>What was kept of an earlier event cannot be read.</source>
        <translation>Was von einer früheren Veranstaltung festgehalten wurde, ist nicht lesbar.</translation>
    </message>
    <message>
        <source>If it was not ended, it cannot be taken back. The file is now %1</source>
        <translation>Falls sie nicht beendet wurde, lässt sie sich nicht zurückholen. Die Datei heißt nun %1</translation>
    </message>
    <message>
        <source>What you enter cannot be kept on this computer.</source>
        <translation>Was Sie eingeben, kann auf diesem Computer nicht festgehalten werden.</translation>
    </message>
    <message>
        <source>Listeners get it, but if Earshot ended now it would be lost. Earshot keeps trying: is there room, and may you write there?</source>
        <translation>Die Zuhörenden erhalten es, doch wenn Earshot jetzt endete, wäre es verloren. Earshot versucht es weiter: Ist Platz da, und dürfen Sie dort schreiben?</translation>
    </message>
    <message>
        <source>Your event</source>
        <translation>Ihre Veranstaltung</translation>
    </message>
    <message>
        <source>You are a co-host</source>
        <translation>Sie leiten mit</translation>
    </message>
    <message>
        <source>You host</source>
        <translation>Sie leiten</translation>
    </message>
    <message>
        <source>started %1</source>
        <translation>begonnen %1</translation>
    </message>
    <message>
        <source>planned %1</source>
        <translation>geplant %1</translation>
    </message>
    <message>
        <source>planned %1, %2</source>
        <translation>geplant %1, %2</translation>
    </message>
    <message>
        <source>ended %1</source>
        <translation>beendet %1</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>recording %1, kept by the server</source>
        <translation>Aufzeichnung %1, auf dem Server bewahrt</translation>
    </message>
    <message>
        <source>recording %1, safe on disk</source>
        <translation>Aufzeichnung %1, gesichert</translation>
    </message>
    <message>
        <source>the recording cannot be written: is there room, and may you write there?</source>
        <translation>die Aufzeichnung lässt sich nicht schreiben: ist Platz da, und dürfen Sie dort schreiben?</translation>
    </message>
    <message>
        <source>the recording cannot be written: its folder was removed</source>
        <translation>die Aufzeichnung lässt sich nicht schreiben: ihr Ordner wurde entfernt</translation>
    </message>
    <message>
        <source>the recording is finished later: the server does not say what it keeps of the event</source>
        <translation>die Aufzeichnung wird später abgeschlossen: Der Server sagt nicht, was er von der Veranstaltung aufbewahrt</translation>
    </message>
    <message>
        <source>the recording is being finished</source>
        <translation>die Aufzeichnung wird abgeschlossen</translation>
    </message>
    <message>
        <source>the recording waits for the server</source>
        <translation>die Aufzeichnung wartet auf den Server</translation>
    </message>
    <message>
        <source>no room for the recording on the server; tried again</source>
        <translation>auf dem Server ist kein Platz für die Aufzeichnung; es wird wieder versucht</translation>
    </message>
    <message>
        <source>publishing the recording, %1 %</source>
        <translation>die Aufzeichnung wird veröffentlicht, %1 %</translation>
    </message>
    <message>
        <source>recording complete, on the server</source>
        <translation>Aufzeichnung vollständig, auf dem Server</translation>
    </message>
    <message>
        <source>recording on the server, a part is missing</source>
        <translation>Aufzeichnung auf dem Server, ein Teil fehlt</translation>
    </message>
    <message>
        <source>recording on this computer</source>
        <translation>Aufzeichnung auf diesem Computer</translation>
    </message>
    <message>
        <source>recording removed from the server</source>
        <translation>Aufzeichnung vom Server entfernt</translation>
    </message>
    <message>
        <source>ON AIR</source>
        <translation>AUF SENDUNG</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgesagt</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Umgezogen</translation>
    </message>
    <message>
        <source>Starts %1</source>
        <translation>Beginnt %1</translation>
    </message>
    <message>
        <source>Due now</source>
        <translation>Jetzt fällig</translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>trouble</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>on air</source>
        <translation>auf Sendung</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>The server does not permit it.</source>
        <translation>Der Server erlaubt es nicht.</translation>
    </message>
    <message>
        <source>It says: %1</source>
        <translation>Er sagt: %1</translation>
    </message>
    <message>
        <source>Another desk has taken the event over.</source>
        <translation>Ein anderes Pult hat die Veranstaltung übernommen.</translation>
    </message>
    <message>
        <source>What you asked for was not done.</source>
        <translation>Was Sie wollten, ist nicht geschehen.</translation>
    </message>
    <message>
        <source>The server did not answer.</source>
        <translation>Der Server hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>What you asked for was not done. Try again.</source>
        <translation>Was Sie wollten, ist nicht geschehen. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Earshot takes your place at the server and makes the links.</source>
        <translation>Earshot nimmt Ihren Platz am Server ein und macht die Links.</translation>
    </message>
    <message>
        <source>Earshot starts the server on this computer and makes the links. This takes a few seconds.</source>
        <translation>Earshot startet den Server auf diesem Computer und macht die Links. Das dauert einige Sekunden.</translation>
    </message>
    <message>
        <source>Getting the event ready …</source>
        <translation>Die Veranstaltung wird vorbereitet …</translation>
    </message>
    <message>
        <source>Another desk has taken this event over.</source>
        <translation>Ein anderes Pult hat diese Veranstaltung übernommen.</translation>
    </message>
    <message>
        <source>Another desk is in charge of this event.</source>
        <translation>Ein anderes Pult leitet diese Veranstaltung.</translation>
    </message>
    <message>
        <source>This one watches, and goes on by itself within 6 s if the other one stops.</source>
        <translation>Dieses hier sieht zu und übernimmt von selbst binnen 6 s, wenn das andere ausfällt.</translation>
    </message>
    <message>
        <source>The line to %1 is lost: you cannot steer the event now.</source>
        <translation>Die Leitung zu %1 ist unterbrochen: Sie können die Veranstaltung jetzt nicht leiten.</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>dem Server</translation>
    </message>
    <message>
        <source>Earshot comes back by itself. The audio of others does not depend on it.</source>
        <translation>Earshot kommt von selbst zurück. Der Ton der anderen hängt nicht davon ab.</translation>
    </message>
    <message>
        <source>The event cannot be hosted.</source>
        <translation>Die Veranstaltung kann nicht stattfinden.</translation>
    </message>
    <message>
        <source>Nothing goes on by itself.</source>
        <translation>Von selbst geht nichts weiter.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The event has ended.</source>
        <translation>Die Veranstaltung ist beendet.</translation>
    </message>
    <message>
        <source>All listeners were told at %1.</source>
        <translation>Alle Zuhörer haben es um %1 erfahren.</translation>
    </message>
    <message>
        <source>The event is cancelled.</source>
        <translation>Die Veranstaltung ist abgesagt.</translation>
    </message>
    <message>
        <source>All who wait for it were told.</source>
        <translation>Alle Wartenden haben es erfahren.</translation>
    </message>
    <message>
        <source>The event goes on elsewhere.</source>
        <translation>Die Veranstaltung geht anderswo weiter.</translation>
    </message>
    <message>
        <source>All listeners are led there by one press.</source>
        <translation>Alle Zuhörer kommen mit einem Druck dorthin.</translation>
    </message>
    <message>
        <source>The event is paused.</source>
        <translation>Die Veranstaltung ist unterbrochen.</translation>
    </message>
    <message>
        <source>Listeners are told that it goes on at %1.</source>
        <translation>Die Zuhörer lesen, dass es um %1 weitergeht.</translation>
    </message>
    <message>
        <source>Listeners are told that it goes on, but not when.</source>
        <translation>Die Zuhörer lesen, dass es weitergeht, aber nicht wann.</translation>
    </message>
    <message>
        <source>%1 was not ended</source>
        <translation>%1 wurde nicht beendet</translation>
    </message>
    <message>
        <source>The recording of %1 is not published yet</source>
        <translation>Die Aufzeichnung von %1 ist noch nicht veröffentlicht</translation>
    </message>
    <message>
        <source>Earshot stopped %1 while it was being made. All of it is kept by the server.</source>
        <translation>Earshot hörte %1 auf, während sie entstand. Der Server bewahrt alles davon.</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>auf diesem Computer</translation>
    </message>
    <message>
        <source>You hosted it %1 when Earshot stopped, %2. Stage, links and messages are kept.</source>
        <translation>Sie leiteten sie (%1), als Earshot aufhörte, %2. Bühne, Links und Nachrichten sind bewahrt.</translation>
    </message>
    <message>
        <source>Listener %1</source>
        <translation>Zuhörer %1</translation>
    </message>
    <message>
        <source>connection dropped %1</source>
        <translation>Verbindung abgebrochen %1</translation>
    </message>
    <message>
        <source>not here yet</source>
        <translation>noch nicht da</translation>
    </message>
    <message>
        <source>muted by the host</source>
        <translation>von der Leitung stumm geschaltet</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>talking</source>
        <translation>spricht</translation>
    </message>
    <message>
        <source>Name like %1 on stage</source>
        <translation>Name wie %1 auf der Bühne</translation>
    </message>
    <message>
        <source>Name like another in line</source>
        <translation>Name wie ein anderer in der Reihe</translation>
    </message>
    <message>
        <source>How many listen is not known yet.</source>
        <translation>Wie viele zuhören, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>Nobody listens yet.</source>
        <translation>Noch hört niemand zu.</translation>
    </message>
    <message>
        <source>One listener is connected.</source>
        <translation>Ein Zuhörer ist verbunden.</translation>
    </message>
    <message>
        <source>%1 listeners are connected.</source>
        <translation>%1 Zuhörer sind verbunden.</translation>
    </message>
    <message>
        <source>%1 of %2 listeners hear the stage.</source>
        <translation>%1 von %2 Zuhörern hören die Bühne.</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>Nicht begonnen</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Finish the recording</source>
        <translation>Aufzeichnung fertigstellen</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Do without it</source>
        <translation>Darauf verzichten</translation>
    </message>
    <message>
        <source>Once another event is hosted, this one cannot be taken back.</source>
        <translation>Sobald eine andere läuft, kann diese nicht mehr zurückgeholt werden.</translation>
    </message>
    <message>
        <source>Once another event is hosted, this recording is not published any more.</source>
        <translation>Sobald eine andere Veranstaltung läuft, wird diese Aufzeichnung nicht mehr veröffentlicht.</translation>
    </message>
</context>
<context>
    <name>ProofWords</name>
    <message>
        <source>You are coming onto the stage …</source>
        <translation>Sie kommen auf die Bühne …</translation>
    </message>
    <message>
        <source>You are not on the stage: nobody hears you.</source>
        <translation>Sie sind nicht auf der Bühne: Niemand hört Sie.</translation>
    </message>
    <message>
        <source>You are muted: nobody hears you.</source>
        <translation>Sie sind stumm geschaltet: Niemand hört Sie.</translation>
    </message>
    <message>
        <source>You are not talking. Nobody hears your microphone.</source>
        <translation>Sie sprechen nicht. Niemand hört Ihr Mikrofon.</translation>
    </message>
</context>
<context>
    <name>PushToTalkWords</name>
    <message>
        <source>the window lost the focus</source>
        <translation>das Fenster verlor den Fokus</translation>
    </message>
    <message>
        <source>the system took the key away</source>
        <translation>das System nahm die Taste weg</translation>
    </message>
    <message>
        <source>the computer slept</source>
        <translation>der Computer schlief</translation>
    </message>
    <message>
        <source>the microphone went away</source>
        <translation>das Mikrofon verschwand</translation>
    </message>
    <message>
        <source>the host muted you</source>
        <translation>die Leitung hat Sie stumm geschaltet</translation>
    </message>
    <message>
        <source>the event is paused</source>
        <translation>die Veranstaltung ist unterbrochen</translation>
    </message>
    <message>
        <source>the event is over</source>
        <translation>die Veranstaltung ist vorbei</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Vorbei</translation>
    </message>
    <message>
        <source>nobody hears your microphone</source>
        <translation>niemand hört Ihr Mikrofon</translation>
    </message>
    <message>
        <source>your voice did not come back from the server</source>
        <translation>Ihre Stimme kam nicht vom Server zurück</translation>
    </message>
    <message>
        <source>your loudspeakers fed back into it</source>
        <translation>Ihre Lautsprecher koppelten zurück</translation>
    </message>
    <message>
        <source>you left the stage</source>
        <translation>Sie verließen die Bühne</translation>
    </message>
    <message>
        <source>this computer stood still</source>
        <translation>dieser Computer stand still</translation>
    </message>
    <message>
        <source>the screen was locked</source>
        <translation>der Bildschirm wurde gesperrt</translation>
    </message>
    <message>
        <source>waiting for your place</source>
        <translation>Ihr Platz wird erwartet</translation>
    </message>
    <message>
        <source>Going on stage …</source>
        <translation>Auf die Bühne …</translation>
    </message>
    <message>
        <source>your microphone is closed</source>
        <translation>Ihr Mikrofon ist zu</translation>
    </message>
    <message>
        <source>Not on stage</source>
        <translation>Nicht auf der Bühne</translation>
    </message>
    <message>
        <source>by the host</source>
        <translation>von der Leitung</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>another program has it</source>
        <translation>ein anderes Programm hat es</translation>
    </message>
    <message>
        <source>the system forbids it</source>
        <translation>das System verbietet es</translation>
    </message>
    <message>
        <source>there is only a loudspeaker’s</source>
        <translation>es gibt nur das eines Lautsprechers</translation>
    </message>
    <message>
        <source>none was found</source>
        <translation>es wurde keines gefunden</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>Kein Mikrofon</translation>
    </message>
    <message>
        <source>the line to the server is down</source>
        <translation>die Leitung zum Server steht nicht</translation>
    </message>
    <message>
        <source>Cannot talk</source>
        <translation>Sprechen geht nicht</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>Sie sprechen</translation>
    </message>
    <message>
        <source>release to stop</source>
        <translation>loslassen beendet</translation>
    </message>
    <message>
        <source>release Space to stop</source>
        <translation>Leertaste loslassen beendet</translation>
    </message>
    <message>
        <source>press Space to stop</source>
        <translation>Leertaste drücken beendet</translation>
    </message>
    <message>
        <source>open until you press Space</source>
        <translation>offen, bis Sie die Leertaste drücken</translation>
    </message>
    <message>
        <source>Hold to talk</source>
        <translation>Zum Sprechen halten</translation>
    </message>
    <message>
        <source>hold Space, or press here</source>
        <translation>Leertaste oder hier drücken</translation>
    </message>
    <message>
        <source>Press to talk</source>
        <translation>Zum Sprechen drücken</translation>
    </message>
    <message>
        <source>Space opens and closes</source>
        <translation>Leertaste öffnet und schließt</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Space opens the microphone</source>
        <translation>Leertaste öffnet das Mikrofon</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>zu</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>still</translation>
    </message>
    <message>
        <source>%1, clipping</source>
        <translation>%1, übersteuert</translation>
    </message>
    <message>
        <source>%1, no clipping</source>
        <translation>%1, nicht übersteuert</translation>
    </message>
    <message>
        <source>%1 went away. %2 is used now.</source>
        <translation>%1 ist verschwunden. Jetzt wird %2 benutzt.</translation>
    </message>
    <message>
        <source>The microphone gives silence. Is its own switch off?</source>
        <translation>Das Mikrofon liefert Stille. Ist sein eigener Schalter aus?</translation>
    </message>
    <message>
        <source>Your voice is distorted: turn the microphone down, or speak from further away.</source>
        <translation>Ihre Stimme ist verzerrt: Stellen Sie das Mikrofon leiser, oder sprechen Sie aus mehr Abstand.</translation>
    </message>
    <message>
        <source>This headset is in its telephone mode: you sound like a phone call.</source>
        <translation>Dieses Headset ist im Telefonmodus: Sie klingen wie am Telefon.</translation>
    </message>
    <message>
        <source>This microphone sounds like a telephone: nothing above %1 kHz.</source>
        <translation>Dieses Mikrofon klingt wie ein Telefon: nichts über %1 kHz.</translation>
    </message>
    <message>
        <source>It hums at %1 Hz: look at cables and power supplies.</source>
        <translation>Es brummt bei %1 Hz: Prüfen Sie Kabel und Netzteile.</translation>
    </message>
    <message>
        <source>Feedback at %1 Hz: your microphone is muted.</source>
        <translation>Rückkopplung bei %1 Hz: Ihr Mikrofon ist stumm.</translation>
    </message>
    <message>
        <source>Feedback at %1 Hz: your microphone is turned down.</source>
        <translation>Rückkopplung bei %1 Hz: Ihr Mikrofon ist leiser gestellt.</translation>
    </message>
    <message>
        <source>Closed %1: %2.</source>
        <translation>Geschlossen %1: %2.</translation>
    </message>
    <message>
        <source>the system suspended it</source>
        <translation>das System ließ es schlafen</translation>
    </message>
    <message>
        <source>it gives no sound</source>
        <translation>es gibt keinen Ton</translation>
    </message>
    <message>
        <source>it does not open</source>
        <translation>es lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>the microphone is being opened</source>
        <translation>das Mikrofon wird geöffnet</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>not ready yet</source>
        <translation>noch nicht bereit</translation>
    </message>
    <message>
        <source>nobody is heard until it goes on</source>
        <translation>bis es weitergeht, ist niemand zu hören</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>release the talk key to stop</source>
        <translation>Sprechtaste loslassen beendet</translation>
    </message>
    <message>
        <source>press here again to stop</source>
        <translation>noch einmal drücken beendet</translation>
    </message>
    <message>
        <source>switched on by a script; press Space to stop</source>
        <translation>von einem Skript eingeschaltet; Leertaste drücken beendet</translation>
    </message>
    <message>
        <source>As listeners hear you, while you do not talk. Use headphones.</source>
        <translation>Wie Zuhörer Sie hören, solange Sie nicht sprechen. Nehmen Sie Kopfhörer.</translation>
    </message>
    <message>
        <source>Possible as soon as you are on stage: only then a voice comes back.</source>
        <translation>Geht, sobald Sie auf der Bühne sind: Erst dann kommt eine Stimme zurück.</translation>
    </message>
    <message>
        <source>Feedback from your loudspeakers: your microphone is muted.</source>
        <translation>Rückkopplung von Ihren Lautsprechern: Ihr Mikrofon ist stumm.</translation>
    </message>
    <message>
        <source>Feedback from your loudspeakers: your microphone is turned down.</source>
        <translation>Rückkopplung von Ihren Lautsprechern: Ihr Mikrofon ist leiser gestellt.</translation>
    </message>
</context>
<context>
    <name>SoundcheckWords</name>
    <message>
        <source>Microphone signal</source>
        <translation>Mikrofonsignal</translation>
    </message>
    <message>
        <source>Clipping, hum</source>
        <translation>Übersteuern, Brummen</translation>
    </message>
    <message>
        <source>Background noise</source>
        <translation>Grundrauschen</translation>
    </message>
    <message>
        <source>Feedback from your speakers</source>
        <translation>Rückkopplung</translation>
    </message>
    <message>
        <source>Server accepts your audio</source>
        <translation>Server nimmt Ihren Ton an</translation>
    </message>
    <message>
        <source>Your voice comes back</source>
        <translation>Ihre Stimme kommt zurück</translation>
    </message>
    <message>
        <source>Room for the recording</source>
        <translation>Platz zum Aufzeichnen</translation>
    </message>
    <message>
        <source>narrow band</source>
        <translation>schmalbandig</translation>
    </message>
    <message>
        <source>wide band</source>
        <translation>breitbandig</translation>
    </message>
    <message>
        <source>full band</source>
        <translation>volle Bandbreite</translation>
    </message>
    <message>
        <source>say something …</source>
        <translation>sagen Sie etwas …</translation>
    </message>
    <message>
        <source>checking …</source>
        <translation>wird geprüft …</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>no signal</source>
        <translation>kein Signal</translation>
    </message>
    <message>
        <source>%1 clipped</source>
        <translation>%1 übersteuert</translation>
    </message>
    <message>
        <source>hum %1</source>
        <translation>Brummen %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>echo %1</source>
        <translation>Echo %1</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>%1 round trip</source>
        <translation>%1 hin und zurück</translation>
    </message>
    <message>
        <source>nothing came back</source>
        <translation>nichts kam zurück</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>Nothing comes from the microphone. Is its own switch off, or another one chosen?</source>
        <translation>Vom Mikrofon kommt nichts. Ist sein eigener Schalter aus, oder ein anderes gewählt?</translation>
    </message>
    <message>
        <source>It sounds like a telephone. A wired microphone, or the computer’s own, is clearer.</source>
        <translation>Es klingt wie ein Telefon. Ein Mikrofon mit Kabel oder das des Computers ist klarer.</translation>
    </message>
    <message>
        <source>Speak as you will on stage; move closer, or turn the microphone up.</source>
        <translation>Sprechen Sie wie auf der Bühne; gehen Sie näher heran, oder stellen Sie das Mikrofon lauter.</translation>
    </message>
    <message>
        <source>Turn the microphone down, or speak from further away.</source>
        <translation>Stellen Sie das Mikrofon leiser, oder sprechen Sie aus mehr Abstand.</translation>
    </message>
    <message>
        <source>Look at cables and power supplies near the microphone.</source>
        <translation>Prüfen Sie Kabel und Netzteile nahe am Mikrofon.</translation>
    </message>
    <message>
        <source>The room is loud. Noise suppression helps with a steady noise.</source>
        <translation>Der Raum ist laut. Bei gleichmäßigem Lärm hilft die Rauschunterdrückung.</translation>
    </message>
    <message>
        <source>Your loudspeakers are heard in the microphone. Use headphones, or turn them down.</source>
        <translation>Ihre Lautsprecher sind im Mikrofon zu hören. Nehmen Sie Kopfhörer, oder stellen Sie sie leiser.</translation>
    </message>
    <message>
        <source>The line to the server is not what it should be.</source>
        <translation>Die Leitung zum Server ist nicht, wie sie sein soll.</translation>
    </message>
    <message>
        <source>The server says: %1</source>
        <translation>Der Server sagt: %1</translation>
    </message>
    <message>
        <source>What came back does not sound like what was said.</source>
        <translation>Was zurückkam, klingt nicht wie das Gesagte.</translation>
    </message>
    <message>
        <source>What you say would not reach anybody now.</source>
        <translation>Was Sie sagen, würde jetzt niemanden erreichen.</translation>
    </message>
    <message>
        <source>Make room on the disk, or the recording ends early.</source>
        <translation>Schaffen Sie Platz, sonst endet die Aufzeichnung zu früh.</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>noch nicht geprüft</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>wird geprüft</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>nicht bestanden</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>not done yet</source>
        <translation>steht noch aus</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>passed %1</source>
        <translation>bestanden %1</translation>
    </message>
    <message>
        <source>failed %1</source>
        <translation>nicht bestanden %1</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>nicht nötig</translation>
    </message>
    <message>
        <source>not checked: stopped</source>
        <translation>nicht geprüft: abgebrochen</translation>
    </message>
    <message>
        <source>not checked: you talked</source>
        <translation>nicht geprüft: Sie sprachen</translation>
    </message>
    <message>
        <source>not checked: not on stage</source>
        <translation>nicht geprüft: nicht auf der Bühne</translation>
    </message>
    <message>
        <source>not checked: nothing was said</source>
        <translation>nicht geprüft: nichts gesagt</translation>
    </message>
    <message>
        <source>not known: nothing came back</source>
        <translation>unbekannt: nichts kam zurück</translation>
    </message>
    <message>
        <source>not checked: Earshot is muted</source>
        <translation>nicht geprüft: Earshot ist stumm</translation>
    </message>
    <message>
        <source>not checked: no loudspeakers</source>
        <translation>nicht geprüft: keine Lautsprecher</translation>
    </message>
    <message>
        <source>not checked: the microphone is silent</source>
        <translation>nicht geprüft: Mikrofon ist still</translation>
    </message>
    <message>
        <source>not heard</source>
        <translation>nicht zu hören</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>%1, parts left out</source>
        <translation>%1, Teile fehlen</translation>
    </message>
    <message>
        <source>Your microphone is open. Close it first: nobody should hear a check.</source>
        <translation>Ihr Mikrofon ist offen. Schließen Sie es zuerst: Eine Probe soll niemand hören.</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Computer</translation>
    </message>
</context>
<context>
    <name>earshot::AnnounceDelayDialog</name>
    <message>
        <source>Announce</source>
        <translation>Ansagen</translation>
    </message>
    <message>
        <source>Announce a delay</source>
        <translation>Verspätung ansagen</translation>
    </message>
    <message>
        <source>The event pauses now. Everybody is told at once when it goes on, and why.</source>
        <translation>Die Veranstaltung wird jetzt unterbrochen. Alle erfahren sofort, wann es weitergeht und warum.</translation>
    </message>
    <message>
        <source>Everybody who waits is told at once. The times announced before stay on the card.</source>
        <translation>Alle Wartenden erfahren es sofort. Die früheren Zeiten bleiben sichtbar.</translation>
    </message>
    <message>
        <source>+%1 min</source>
        <translation>+%1 min</translation>
    </message>
    <message>
        <source>New time</source>
        <translation>Neue Zeit</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Reason, as everybody will read it</source>
        <translation>Grund, wie ihn alle lesen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>This time has passed.</source>
        <translation>Diese Zeit ist vorbei.</translation>
    </message>
    <message>
        <source>This is the time that holds now.</source>
        <translation>Diese Zeit gilt schon.</translation>
    </message>
    <message>
        <source>They read: now planned for %1. Without a reason.</source>
        <translation>Alle lesen: jetzt geplant für %1. Ohne Grund.</translation>
    </message>
    <message>
        <source>They read: now planned for %1. %2</source>
        <translation>Alle lesen: jetzt geplant für %1. %2</translation>
    </message>
</context>
<context>
    <name>earshot::AskDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>earshot::HandsCard</name>
    <message>
        <source>Bring up</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>Senken</translation>
    </message>
    <message>
        <source>asked to come up</source>
        <translation>eingeladen</translation>
    </message>
    <message>
        <source>Bring %1 up</source>
        <translation>%1 auf die Bühne holen</translation>
    </message>
    <message>
        <source>Lower the hand of %1</source>
        <translation>Die Hand von %1 senken</translation>
    </message>
    <message>
        <source>hand raised for %1</source>
        <translation>Hand oben seit %1</translation>
    </message>
    <message>
        <source>Hands</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Nobody asks to speak.</source>
        <translation>Niemand meldet sich.</translation>
    </message>
    <message numerus="yes">
        <source>%n more in line</source>
        <translation>
            <numerusform>%n weiterer in der Reihe</numerusform>
            <numerusform>%n weitere in der Reihe</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>earshot::HostPage</name>
    <message>
        <source>You host nothing now</source>
        <translation>Sie leiten gerade keine Veranstaltung</translation>
    </message>
    <message>
        <source>Give an event a title, and send people the link. On this computer, or on a server.</source>
        <translation>Geben Sie einer Veranstaltung einen Titel, und senden Sie den Link. Auf diesem Computer oder auf einem Server.</translation>
    </message>
    <message>
        <source>Host an event</source>
        <translation>Veranstaltung leiten</translation>
    </message>
    <message>
        <source>Start the event</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Announce a delay</source>
        <translation>Verspätung ansagen</translation>
    </message>
    <message>
        <source>End event</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>More for this event</source>
        <translation>Mehr zu dieser Veranstaltung</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Share …</source>
        <translation>Teilen …</translation>
    </message>
    <message>
        <source>Message to everybody …</source>
        <translation>Nachricht an alle …</translation>
    </message>
    <message>
        <source>Pause …</source>
        <translation>Unterbrechen …</translation>
    </message>
    <message>
        <source>Announce a delay …</source>
        <translation>Verspätung ansagen …</translation>
    </message>
    <message>
        <source>Title and description …</source>
        <translation>Titel und Beschreibung …</translation>
    </message>
    <message>
        <source>Move to another link …</source>
        <translation>Zu einem anderen Link umziehen …</translation>
    </message>
    <message>
        <source>Cancel the event …</source>
        <translation>Veranstaltung absagen …</translation>
    </message>
    <message>
        <source>Let go of the event …</source>
        <translation>Veranstaltung loslassen …</translation>
    </message>
    <message>
        <source>Message to everybody</source>
        <translation>Nachricht an alle</translation>
    </message>
    <message>
        <source>All listeners see it at once, and whoever comes later. Empty: the present one is taken back.</source>
        <translation>Alle Zuhörer sehen sie sofort, und wer später kommt auch. Leer: Die jetzige wird zurückgenommen.</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Pause the event?</source>
        <translation>Veranstaltung unterbrechen?</translation>
    </message>
    <message>
        <source>Listeners stay joined and are told that it goes on. Until then nobody is heard, and nothing is recorded.</source>
        <translation>Die Zuhörer bleiben dabei und lesen, dass es weitergeht. Bis dahin ist niemand zu hören, und nichts wird aufgezeichnet.</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Notice, as everybody will read it</source>
        <translation>Hinweis, wie ihn alle lesen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Unterbrechen</translation>
    </message>
    <message>
        <source>Title and description</source>
        <translation>Titel und Beschreibung</translation>
    </message>
    <message>
        <source>Everybody sees the change at once.</source>
        <translation>Alle sehen die Änderung sofort.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Description (may be left out)</source>
        <translation>Beschreibung (kann fehlen)</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Move to another link?</source>
        <translation>Zu einem anderen Link umziehen?</translation>
    </message>
    <message>
        <source>The event ends here. All listeners are offered that link, and follow by one press.</source>
        <translation>Die Veranstaltung endet hier. Allen Zuhörern wird der Link angeboten; sie folgen mit einem Druck.</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Move everybody</source>
        <translation>Alle umziehen</translation>
    </message>
    <message>
        <source>Cancel the event?</source>
        <translation>Veranstaltung absagen?</translation>
    </message>
    <message>
        <source>Everybody who waits is told that it will not take place. It cannot be started any more.</source>
        <translation>Alle Wartenden erfahren, dass sie nicht stattfindet. Sie kann nicht mehr begonnen werden.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Reason, as everybody will read it</source>
        <translation>Grund, wie ihn alle lesen</translation>
    </message>
    <message>
        <source>Cancel the event</source>
        <translation>Absagen</translation>
    </message>
    <message>
        <source>End the event?</source>
        <translation>Veranstaltung beenden?</translation>
    </message>
    <message>
        <source>All listeners are told that it is over. It cannot be started again.</source>
        <translation>Alle Zuhörer erfahren, dass sie vorbei ist. Sie kann nicht wieder begonnen werden.</translation>
    </message>
    <message>
        <source>Let go of the event?</source>
        <translation>Veranstaltung loslassen?</translation>
    </message>
    <message>
        <source>It is not ended: nobody steers it until you take it back, or a co-host’s desk goes on.</source>
        <translation>Sie wird nicht beendet: Niemand leitet sie, bis Sie sie zurücknehmen oder ein anderes Pult übernimmt.</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Loslassen</translation>
    </message>
    <message>
        <source>Remove %1 from the stage?</source>
        <translation>%1 von der Bühne nehmen?</translation>
    </message>
    <message>
        <source>Nobody hears %1 from then on. The reason is shown to them.</source>
        <translation>Niemand hört %1 von da an. Der Grund wird dort angezeigt.</translation>
    </message>
    <message>
        <source>Reason (may be left out)</source>
        <translation>Grund (kann fehlen)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Mute %1?</source>
        <translation>%1 stumm schalten?</translation>
    </message>
    <message>
        <source>Nobody hears %1 until you unmute them. The reason is shown to them.</source>
        <translation>Niemand hört %1, bis Sie es aufheben. Der Grund wird dort angezeigt.</translation>
    </message>
    <message>
        <source>Reason, as they will read it</source>
        <translation>Grund, wie er dort zu lesen ist</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm schalten</translation>
    </message>
    <message>
        <source>Host another event?</source>
        <translation>Eine andere Veranstaltung leiten?</translation>
    </message>
    <message>
        <source>Host another</source>
        <translation>Andere leiten</translation>
    </message>
    <message>
        <source>Listeners may keep a copy</source>
        <translation>Zuhörer dürfen eine Kopie behalten</translation>
    </message>
</context>
<context>
    <name>earshot::HostSetupDialog</name>
    <message>
        <source>Host the event</source>
        <translation>Veranstaltung leiten</translation>
    </message>
    <message>
        <source>Record the event</source>
        <translation>Veranstaltung aufzeichnen</translation>
    </message>
    <message>
        <source>Everybody who may listen can have it right after the end.</source>
        <translation>Wer zuhören darf, kann sie gleich nach dem Ende haben.</translation>
    </message>
    <message>
        <source>Host an event</source>
        <translation>Veranstaltung leiten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Title, as everybody will read it</source>
        <translation>Titel, wie ihn alle lesen</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Description (may be left out)</source>
        <translation>Beschreibung (kann fehlen)</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Your name, as listeners will read it</source>
        <translation>Ihr Name, wie ihn die Zuhörer lesen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Sofort</translation>
    </message>
    <message>
        <source>You start it when you are ready.</source>
        <translation>Sie beginnen, wenn Sie bereit sind.</translation>
    </message>
    <message>
        <source>At a time</source>
        <translation>Zu einer Zeit</translation>
    </message>
    <message>
        <source>Listeners see a countdown in their own time.</source>
        <translation>Die Zuhörer sehen einen Countdown in ihrer eigenen Zeit.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>It is on the server’s schedule; who knows the server can listen.</source>
        <translation>Sie steht im Programm des Servers; wer ihn kennt, kann zuhören.</translation>
    </message>
    <message>
        <source>With the link</source>
        <translation>Mit dem Link</translation>
    </message>
    <message>
        <source>It is on no schedule; only who has the link finds it.</source>
        <translation>Sie steht in keinem Programm; nur wer den Link hat, findet sie.</translation>
    </message>
    <message>
        <source>Who may listen</source>
        <translation>Wer zuhören darf</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>For programs on this computer only: to try it out.</source>
        <translation>Nur für Programme auf diesem Computer: zum Ausprobieren.</translation>
    </message>
    <message>
        <source>On this computer, for the network</source>
        <translation>Auf diesem Computer, für das Netz</translation>
    </message>
    <message>
        <source>Others reach it by this computer’s address, encrypted.</source>
        <translation>Andere erreichen sie verschlüsselt unter der Adresse dieses Computers.</translation>
    </message>
    <message>
        <source>Address of this computer</source>
        <translation>Adresse dieses Computers</translation>
    </message>
    <message>
        <source>Address, for example 192.168.1.20</source>
        <translation>Adresse, zum Beispiel 192.168.1.20</translation>
    </message>
    <message>
        <source>On a server</source>
        <translation>Auf einem Server</translation>
    </message>
    <message>
        <source>With the host credentials that its owner gave you.</source>
        <translation>Mit den Zugangsdaten, die Sie von dessen Betreiber haben.</translation>
    </message>
    <message>
        <source>Host credentials</source>
        <translation>Zugangsdaten</translation>
    </message>
    <message>
        <source>Paste the host credentials file. Empty: those kept before.</source>
        <translation>Fügen Sie die Datei mit den Zugangsdaten ein. Leer: die bewahrten.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>The event needs a title.</source>
        <translation>Die Veranstaltung braucht einen Titel.</translation>
    </message>
    <message>
        <source>Listeners want to know who hosts: enter your name.</source>
        <translation>Zuhörer wollen wissen, wer leitet: Geben Sie Ihren Namen ein.</translation>
    </message>
    <message>
        <source>This start has passed.</source>
        <translation>Dieser Beginn ist vorbei.</translation>
    </message>
    <message>
        <source>Enter the address by which others reach this computer.</source>
        <translation>Geben Sie die Adresse ein, unter der andere diesen Computer erreichen.</translation>
    </message>
    <message>
        <source>Listeners may keep a copy</source>
        <translation>Zuhörer dürfen eine Kopie behalten</translation>
    </message>
    <message>
        <source>Of what they hear. You see how many do.</source>
        <translation>Von dem, was sie hören. Sie sehen, wie viele das tun.</translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation>Was bewahrt wird</translation>
    </message>
</context>
<context>
    <name>earshot::PushToTalkButton</name>
    <message>
        <source>Push to talk: %1, %2</source>
        <translation>Sprechtaste: %1, %2</translation>
    </message>
</context>
<context>
    <name>earshot::PushToTalkCard</name>
    <message>
        <source>Undo</source>
        <translation>Aufheben</translation>
    </message>
    <message>
        <source>Push to talk</source>
        <translation>Sprechtaste</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Latch</source>
        <translation>Tippen</translation>
    </message>
    <message>
        <source>Open mic</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Hear yourself</source>
        <translation>Sich selbst hören</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 kbit/s</translation>
    </message>
    <message>
        <source>Quality of the voice, %1 kbit/s</source>
        <translation>Güte der Stimme, %1 kbit/s</translation>
    </message>
</context>
<context>
    <name>earshot::QrCode</name>
    <message>
        <source>The link as a QR code</source>
        <translation>Der Link als QR-Code</translation>
    </message>
</context>
<context>
    <name>earshot::ShareCard</name>
    <message>
        <source>Copy the link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Invite listeners</source>
        <translation>Zuhörer einladen</translation>
    </message>
    <message>
        <source>Share …</source>
        <translation>Teilen …</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>%1 · on the server’s schedule</source>
        <translation>%1 · im Programm des Servers</translation>
    </message>
    <message>
        <source>%1 · only who has the link finds it</source>
        <translation>%1 · nur mit dem Link zu finden</translation>
    </message>
    <message>
        <source>Invite listeners: %1</source>
        <translation>Zuhörer einladen: %1</translation>
    </message>
</context>
<context>
    <name>earshot::ShareDialog</name>
    <message>
        <source>Link for</source>
        <translation>Link für</translation>
    </message>
    <message>
        <source>Listeners</source>
        <translation>Zuhörer</translation>
    </message>
    <message>
        <source>A speaker</source>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>A co-host</source>
        <translation>Mitmoderation</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Teilen</translation>
    </message>
    <message>
        <source>Share the event</source>
        <translation>Veranstaltung teilen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Whoever has this link can listen. Send it, or let people photograph the code.</source>
        <translation>Wer diesen Link hat, kann zuhören. Senden Sie ihn, oder lassen Sie den Code fotografieren.</translation>
    </message>
    <message>
        <source>Making a link …</source>
        <translation>Ein Link wird gemacht …</translation>
    </message>
    <message>
        <source>Whoever opens this link first comes onto the stage as a co-host. It works once.</source>
        <translation>Wer diesen Link zuerst öffnet, kommt zur Mitmoderation auf die Bühne. Er gilt einmal.</translation>
    </message>
    <message>
        <source>Whoever opens this link first comes onto the stage. It works once: one link for each speaker.</source>
        <translation>Wer diesen Link zuerst öffnet, kommt auf die Bühne. Er gilt einmal: ein Link für jeden Sprecher.</translation>
    </message>
</context>
<context>
    <name>earshot::SoundcheckCard</name>
    <message>
        <source>Check now</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Soundcheck</source>
        <translation>Tonprobe</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Neu prüfen</translation>
    </message>
    <message>
        <source>Soundcheck: %1</source>
        <translation>Tonprobe: %1</translation>
    </message>
</context>
<context>
    <name>earshot::StageCard</name>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>More for %1</source>
        <translation>Mehr zu %1</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Laut</translation>
    </message>
    <message>
        <source>Unmute %1</source>
        <translation>%1 wieder laut schalten</translation>
    </message>
    <message>
        <source>Mute %1</source>
        <translation>%1 stumm schalten</translation>
    </message>
    <message>
        <source>Remove %1 from the stage</source>
        <translation>%1 von der Bühne nehmen</translation>
    </message>
    <message>
        <source>Mute with a reason …</source>
        <translation>Mit Grund stumm schalten …</translation>
    </message>
    <message>
        <source>No longer a co-host</source>
        <translation>Nicht mehr mitleiten lassen</translation>
    </message>
    <message>
        <source>Make a co-host</source>
        <translation>Mitleiten lassen</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Bühne</translation>
    </message>
    <message>
        <source>Nobody else is on stage. Bring up a raised hand, or send a speaker’s link.</source>
        <translation>Sonst ist niemand auf der Bühne. Holen Sie jemanden, der sich meldet, oder senden Sie einen Sprecherlink.</translation>
    </message>
</context>
<context>
    <name>PlayingWords</name>
    <message>
        <source>planned %1, started %2</source>
        <translation>geplant %1, begonnen %2</translation>
    </message>
    <message>
        <source>planned %1</source>
        <translation>geplant %1</translation>
    </message>
    <message>
        <source>started %1</source>
        <translation>begonnen %1</translation>
    </message>
    <message>
        <source>Hosted by %1</source>
        <translation>Leitung: %1</translation>
    </message>
    <message>
        <source>Delay %1</source>
        <translation>Verzögerung %1</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>Co-host</source>
        <translation>Co-Leitung</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Sprecher/in</translation>
    </message>
    <message>
        <source>phone quality at source</source>
        <translation>Telefonqualität ab der Quelle</translation>
    </message>
    <message>
        <source>wide band</source>
        <translation>große Bandbreite</translation>
    </message>
    <message>
        <source>full band</source>
        <translation>volle Bandbreite</translation>
    </message>
    <message>
        <source>connection dropped</source>
        <translation>Verbindung abgebrochen</translation>
    </message>
    <message>
        <source>not here yet</source>
        <translation>noch nicht da</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stummgeschaltet</translation>
    </message>
    <message>
        <source>talking</source>
        <translation>spricht</translation>
    </message>
    <message>
        <source>Frozen since %1: the event&apos;s control does not answer.</source>
        <translation>Eingefroren seit %1: Die Regie der Veranstaltung antwortet nicht.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>%1, plus or minus %2</source>
        <translation>%1, plus/minus %2</translation>
    </message>
    <message>
        <source>Listeners: connected %1, hearing %2. %3</source>
        <translation>Zuhörende: verbunden %1, hören %2. %3</translation>
    </message>
    <message>
        <source>Message from the host · %1</source>
        <translation>Mitteilung der Leitung · %1</translation>
    </message>
    <message>
        <source>You joined</source>
        <translation>Sie sind beigetreten</translation>
    </message>
    <message>
        <source>Started, %1 late</source>
        <translation>Mit %1 Verspätung begonnen</translation>
    </message>
    <message>
        <source>Started on time</source>
        <translation>Pünktlich begonnen</translation>
    </message>
    <message>
        <source>Host: %1</source>
        <translation>Veranstaltungsleitung: %1</translation>
    </message>
    <message>
        <source>You left</source>
        <translation>Sie haben die Veranstaltung verlassen</translation>
    </message>
    <message>
        <source>Mute, on</source>
        <translation>Stummschaltung, an</translation>
    </message>
    <message>
        <source>Mute, off</source>
        <translation>Stummschaltung, aus</translation>
    </message>
    <message>
        <source>Volume, %1</source>
        <translation>Lautstärke, %1</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>with a fault</source>
        <translation>gestört</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>%1 of 5, %2, %3: %4</source>
        <translation>%1 von 5, %2, %3: %4</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>host</source>
        <comment>within a sentence</comment>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>co-host</source>
        <comment>within a sentence</comment>
        <translation>Co-Leitung</translation>
    </message>
    <message>
        <source>speaker</source>
        <comment>within a sentence</comment>
        <translation>Sprecher/in</translation>
    </message>
    <message>
        <source>Starts in %1</source>
        <translation>Beginnt in %1</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Catching up</source>
        <translation>Holt auf</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>Rückstand</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>How far behind is not known</source>
        <translation>Der Rückstand ist nicht bekannt</translation>
    </message>
    <message>
        <source>Catching up, %1 behind live</source>
        <translation>Holt auf, %1 hinter live</translation>
    </message>
    <message>
        <source>%1 behind live</source>
        <translation>%1 hinter live</translation>
    </message>
    <message>
        <source>Live, %1 behind the speakers</source>
        <translation>Live, %1 hinter den Sprechenden</translation>
    </message>
    <message>
        <source>live</source>
        <comment>place in the event</comment>
        <translation>live</translation>
    </message>
    <message>
        <source>Place in the event, %1</source>
        <translation>Stelle in der Veranstaltung, %1</translation>
    </message>
    <message>
        <source>You can go back while the event runs.</source>
        <translation>Zurückgehen können Sie, solange die Veranstaltung läuft.</translation>
    </message>
    <message>
        <source>You can go back when you are connected.</source>
        <translation>Zurückgehen können Sie, wenn Sie verbunden sind.</translation>
    </message>
    <message>
        <source>You cannot go back: the server keeps no sound of this event.</source>
        <translation>Zurückgehen geht nicht: Der Server bewahrt von dieser Veranstaltung keinen Ton auf.</translation>
    </message>
    <message>
        <source>You cannot go back: to spare the server, only some listeners may at the moment.</source>
        <translation>Zurückgehen geht nicht: Zur Schonung des Servers ist es zurzeit nur für einen Teil der Hörenden möglich.</translation>
    </message>
    <message>
        <source>You cannot go back: it is switched off for this event.</source>
        <translation>Zurückgehen geht nicht: Es ist für diese Veranstaltung abgeschaltet.</translation>
    </message>
    <message>
        <source>There is nothing to go back to yet.</source>
        <translation>Noch ist nichts da, wohin Sie zurückgehen könnten.</translation>
    </message>
    <message>
        <source>Note on the event&apos;s page · %1</source>
        <translation>Hinweis auf der Seite der Veranstaltung · %1</translation>
    </message>
    <message>
        <source>The host paused the event</source>
        <translation>Die Leitung hat unterbrochen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Postponed</source>
        <translation>Verschoben</translation>
    </message>
    <message>
        <source>You are live again</source>
        <translation>Sie sind wieder live</translation>
    </message>
    <message>
        <source>You jumped %1 ahead</source>
        <translation>Sie sind %1 vorgesprungen</translation>
    </message>
    <message>
        <source>You went back %1</source>
        <translation>Sie sind %1 zurückgegangen</translation>
    </message>
    <message>
        <source>You went to live</source>
        <translation>Sie sind zu live gegangen</translation>
    </message>
    <message>
        <source>This computer slept for %1</source>
        <translation>Dieser Computer schlief %1</translation>
    </message>
    <message>
        <source>You reconnected, %1 lost</source>
        <translation>Sie sind wieder verbunden, %1 verloren</translation>
    </message>
    <message>
        <source>Start moved to %1</source>
        <translation>Beginn verlegt auf %1</translation>
    </message>
    <message>
        <source>Frozen since %1: you are not connected.</source>
        <translation>Stand von %1: Sie sind nicht verbunden.</translation>
    </message>
    <message>
        <source>name like another&apos;s here</source>
        <translation>Name wie der eines anderen hier</translation>
    </message>
</context>
<context>
    <name>SettingsWords</name>
    <message>
        <source>Follows what the system plays on</source>
        <translation>Folgt dem System</translation>
    </message>
    <message>
        <source>Follows what the system plays on; now %1</source>
        <translation>Folgt dem System; jetzt %1</translation>
    </message>
    <message>
        <source>Not connected now; used again as soon as it is back</source>
        <translation>Zurzeit nicht angeschlossen; wird wieder benutzt, sobald es da ist</translation>
    </message>
    <message>
        <source>Not connected now; %1 plays until it is back</source>
        <translation>Zurzeit nicht angeschlossen; solange spielt %1</translation>
    </message>
    <message>
        <source>This computer has no sound device that works. Earshot takes the first one that appears.</source>
        <translation>Dieser Rechner hat kein Tongerät, das funktioniert. Earshot nimmt das erste, das erscheint.</translation>
    </message>
    <message>
        <source>The sound device does not open. Earshot keeps trying; another one may work.</source>
        <translation>Das Tongerät lässt sich nicht öffnen. Earshot versucht es weiter; ein anderes geht vielleicht.</translation>
    </message>
    <message>
        <source>now %1</source>
        <extracomment>What a choice of delay costs on the present line: now 640 ms</extracomment>
        <translation>jetzt %1</translation>
    </message>
    <message>
        <source>less than %1&#xa0;%</source>
        <extracomment>%1 is a share of a hundred, 0.1</extracomment>
        <translation>weniger als %1&#xa0;%</translation>
    </message>
    <message>
        <source>%1&#xa0;%</source>
        <extracomment>A share of a hundred, with one decimal where it is small: 0.4 %</extracomment>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>How much comes too late for it is measured while you listen.</source>
        <translation>Wie viel dafür zu spät kommt, wird beim Zuhören gemessen.</translation>
    </message>
    <message>
        <source>With %1 nothing of the last minutes would have been too late.</source>
        <translation>Mit %1 wäre in den letzten Minuten nichts zu spät gekommen.</translation>
    </message>
    <message>
        <source>With %1, %2 of the last minutes would have been too late.</source>
        <extracomment>%1 is a delay, %2 a share: With 200 ms 0.4 % of the last minutes would have been too late.</extracomment>
        <translation>Mit %1 wären %2 der letzten Minuten zu spät gekommen.</translation>
    </message>
</context>
<context>
    <name>UiWords</name>
    <message>
        <source>%1&#xa0;%</source>
        <extracomment>A share of a hundred, as the volume is shown; the blank keeps both on one line</extracomment>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 is a short day of the week, %2 a time: Sat 18:00</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>morgen</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>date</comment>
        <extracomment>%1 is a day of the month, %2 a short month: 21 Nov</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>Late by %1</source>
        <translation>Mit %1 Verspätung</translation>
    </message>
    <message>
        <source>−%1 dB</source>
        <translation>−%1 dB</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>under 1 ms</source>
        <translation>unter 1 ms</translation>
    </message>
    <message>
        <source>Due now</source>
        <translation>Jetzt fällig</translation>
    </message>
</context>
<context>
    <name>earshot::DelayCard</name>
    <message>
        <source>Delay behind the speakers</source>
        <translation>Verzögerung hinter den Sprechenden</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Lückenlos</translation>
    </message>
    <message>
        <source>As much as it takes to have next to no gaps</source>
        <translation>So viel, wie es braucht, um fast keine Lücken zu haben</translation>
    </message>
    <message>
        <source>Low delay</source>
        <translation>Kurz</translation>
    </message>
    <message>
        <source>Close to the speakers; a short gap now and then</source>
        <translation>Nah an den Sprechenden; ab und zu eine kurze Lücke</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Always the same, whatever the connection does</source>
        <translation>Immer gleich, was auch die Verbindung tut</translation>
    </message>
    <message>
        <source>Custom delay, %1</source>
        <translation>Eigene Verzögerung, %1</translation>
    </message>
</context>
<context>
    <name>earshot::DetailsDialog</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>What this rests on</source>
        <translation>Worauf dies beruht</translation>
    </message>
</context>
<context>
    <name>earshot::EventsPage</name>
    <message>
        <source>Paste a link</source>
        <translation>Link einfügen</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Veranstaltungen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>No events yet</source>
        <translation>Noch keine Veranstaltungen</translation>
    </message>
    <message>
        <source>Earshot shows the events of the servers you know. Paste a link that an organiser sent you.</source>
        <translation>Earshot zeigt die Veranstaltungen der Server, die Sie kennen. Fügen Sie einen Link ein, den Sie von einem Veranstalter erhalten haben.</translation>
    </message>
    <message>
        <source>Reading the schedule …</source>
        <translation>Das Programm wird gelesen …</translation>
    </message>
    <message>
        <source>This takes a moment.</source>
        <translation>Das dauert einen Augenblick.</translation>
    </message>
    <message>
        <source>No schedule could be read</source>
        <translation>Kein Programm ist lesbar</translation>
    </message>
    <message>
        <source>The reason stands above. A link to another server works as well.</source>
        <translation>Der Grund steht oben. Ein Link zu einem anderen Server geht ebenfalls.</translation>
    </message>
    <message>
        <source>No events are planned</source>
        <translation>Keine Veranstaltungen geplant</translation>
    </message>
    <message>
        <source>The schedule was read and is empty. It is checked again by itself.</source>
        <translation>Das Programm wurde gelesen und ist leer. Es wird von selbst wieder geprüft.</translation>
    </message>
    <message>
        <source>Host an event</source>
        <translation>Veranstaltung leiten</translation>
    </message>
    <message>
        <source>Nothing on the schedule has all of these words. Titles, hosts, speakers and descriptions are searched.</source>
        <translation>Nichts im Programm enthält alle diese Wörter. Durchsucht werden Titel, Leitung, Sprecher und Beschreibungen.</translation>
    </message>
</context>
<context>
    <name>earshot::LevelMeter</name>
    <message>
        <source>Level, %1</source>
        <translation>Pegel, %1</translation>
    </message>
    <message>
        <source>Level, silent</source>
        <translation>Pegel, still</translation>
    </message>
</context>
<context>
    <name>earshot::ListenersCard</name>
    <message>
        <source>Listeners</source>
        <translation>Zuhörende</translation>
    </message>
    <message>
        <source>connected (server count)</source>
        <translation>verbunden (vom Server gezählt)</translation>
    </message>
    <message>
        <source>hearing audio now (measured)</source>
        <translation>hören gerade Ton (gemessen)</translation>
    </message>
</context>
<context>
    <name>earshot::LivePill</name>
    <message>
        <source>Go to live. More by the right mouse button.</source>
        <translation>Zu live. Mehr mit der rechten Maustaste.</translation>
    </message>
    <message>
        <source>Choose what happens when you fall behind</source>
        <translation>Wählen, was bei Rückstand geschieht</translation>
    </message>
    <message>
        <source>Go to live</source>
        <translation>Zu live</translation>
    </message>
    <message>
        <source>When I fall behind:</source>
        <translation>Wenn ich zurückfalle:</translation>
    </message>
    <message>
        <source>Play faster until live</source>
        <translation>Schneller abspielen bis live</translation>
    </message>
    <message>
        <source>Jump to live</source>
        <translation>Zu live springen</translation>
    </message>
</context>
<context>
    <name>earshot::MainWindow</name>
    <message>
        <source>No calendar program took the event.</source>
        <translation>Kein Kalenderprogramm hat die Veranstaltung übernommen.</translation>
    </message>
    <message>
        <source>Its calendar file is %1.</source>
        <translation>Ihre Kalenderdatei ist %1.</translation>
    </message>
    <message>
        <source>The calendar file could not be written.</source>
        <translation>Die Kalenderdatei konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>%1 – Earshot</source>
        <translation>%1 – Earshot</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>No sound device</source>
        <translation>Kein Tongerät</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Your microphone is open.</source>
        <translation>Ihr Mikrofon ist offen.</translation>
    </message>
    <message>
        <source>Your microphone is closed.</source>
        <translation>Ihr Mikrofon ist zu.</translation>
    </message>
    <message>
        <source>Your microphone was closed: %1.</source>
        <translation>Ihr Mikrofon wurde geschlossen: %1.</translation>
    </message>
    <message>
        <source>The event is not on the schedule any more.</source>
        <translation>Die Veranstaltung steht nicht mehr im Programm.</translation>
    </message>
    <message>
        <source>Nothing was put into the calendar.</source>
        <translation>In den Kalender wurde nichts eingetragen.</translation>
    </message>
</context>
<context>
    <name>earshot::NavItem</name>
    <message>
        <source>shown now</source>
        <translation>wird gezeigt</translation>
    </message>
</context>
<context>
    <name>earshot::NowPlayingPage</name>
    <message>
        <source>Nothing is playing</source>
        <translation>Es läuft nichts</translation>
    </message>
    <message>
        <source>Choose an event, or paste a link that somebody sent you.</source>
        <translation>Wählen Sie eine Veranstaltung oder fügen Sie einen Link ein, den Sie erhalten haben.</translation>
    </message>
    <message>
        <source>Go to events</source>
        <translation>Zu den Veranstaltungen</translation>
    </message>
    <message>
        <source>Paste a link</source>
        <translation>Link einfügen</translation>
    </message>
    <message>
        <source>Take part</source>
        <translation>Mitreden</translation>
    </message>
</context>
<context>
    <name>earshot::OutputCard</name>
    <message>
        <source>&amp;Test sound</source>
        <translation>&amp;Testton</translation>
    </message>
    <message>
        <source>Sound output</source>
        <translation>Tonausgabe</translation>
    </message>
    <message>
        <source>S&amp;ystem sound settings</source>
        <translation>Toneinstellungen des S&amp;ystems</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Vorgabe des Systems</translation>
    </message>
</context>
<context>
    <name>earshot::PasteLinkDialog</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Paste a link</source>
        <translation>Link einfügen</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Paste from the clipboard</source>
        <translation>Aus der Zwischenablage einfügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>This link can be opened.</source>
        <translation>Dieser Link kann geöffnet werden.</translation>
    </message>
    <message>
        <source>A link, the address of a server, or a picture of a QR code.</source>
        <translation>Ein Link, eine Serveradresse oder das Bild eines QR-Codes.</translation>
    </message>
    <message>
        <source>From a picture …</source>
        <translation>Aus einem Bild …</translation>
    </message>
    <message>
        <source>A link begins with earshot:// and ends in the name of an event.</source>
        <translation>Ein Link beginnt mit earshot:// und endet mit dem Namen einer Veranstaltung.</translation>
    </message>
    <message>
        <source>Earshot looks for the events of %1 on its page.</source>
        <translation>Earshot sucht die Veranstaltungen von %1 auf dessen Seite.</translation>
    </message>
    <message>
        <source>Picture of a QR code</source>
        <translation>Bild eines QR-Codes</translation>
    </message>
    <message>
        <source>Pictures (%1)</source>
        <translation>Bilder (%1)</translation>
    </message>
    <message>
        <source>All files (%1)</source>
        <translation>Alle Dateien (%1)</translation>
    </message>
    <message>
        <source>Looking for a QR code in the picture …</source>
        <translation>Im Bild wird ein QR-Code gesucht …</translation>
    </message>
    <message>
        <source>The QR code in this picture is not a link for Earshot. Ask the organiser for the event’s link.</source>
        <translation>Der QR-Code in diesem Bild ist kein Link für Earshot. Bitten Sie um den Link der Veranstaltung.</translation>
    </message>
    <message>
        <source>No QR code was found in this picture. A sharper picture that shows the whole code helps.</source>
        <translation>In diesem Bild wurde kein QR-Code gefunden. Ein schärferes Bild, das den ganzen Code zeigt, hilft.</translation>
    </message>
    <message>
        <source>This picture cannot be read. Another format, as PNG or JPEG, may work.</source>
        <translation>Dieses Bild lässt sich nicht lesen. Ein anderes Format wie PNG oder JPEG geht vielleicht.</translation>
    </message>
    <message>
        <source>This picture is too large. Cut out the part with the QR code.</source>
        <translation>Dieses Bild ist zu groß. Schneiden Sie den Teil mit dem QR-Code aus.</translation>
    </message>
</context>
<context>
    <name>earshot::PlaybackBar</name>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Ton an</translation>
    </message>
    <message>
        <source>Leave the event</source>
        <translation>Die Veranstaltung verlassen</translation>
    </message>
    <message>
        <source>Back 30 seconds</source>
        <translation>30 Sekunden zurück</translation>
    </message>
</context>
<context>
    <name>earshot::ServerLine</name>
    <message>
        <source>Options for %1</source>
        <translation>Optionen für %1</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Remove this server</source>
        <translation>Diesen Server entfernen</translation>
    </message>
</context>
<context>
    <name>earshot::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>All speakers about equally loud</source>
        <translation>Alle Stimmen etwa gleich laut</translation>
    </message>
    <message>
        <source>Slowly raises quiet voices and lowers loud ones</source>
        <translation>Hebt leise Stimmen langsam an und senkt laute</translation>
    </message>
    <message>
        <source>Language and theme</source>
        <translation>Sprache und Aussehen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Reset to defaults</source>
        <translation>Auf Vo&amp;rgaben zurücksetzen</translation>
    </message>
    <message>
        <source>Undo &amp;reset</source>
        <translation>Zurücksetzen &amp;rückgängig</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
</context>
<context>
    <name>earshot::Sidebar</name>
    <message>
        <source>Events</source>
        <translation>Veranstaltungen</translation>
    </message>
    <message>
        <source>Now playing</source>
        <translation>Läuft gerade</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufzeichnungen</translation>
    </message>
</context>
<context>
    <name>earshot::StageGrid</name>
    <message>
        <source>On stage</source>
        <translation>Auf der Bühne</translation>
    </message>
    <message>
        <source>Nobody is on stage.</source>
        <translation>Niemand ist auf der Bühne.</translation>
    </message>
    <message>
        <source>Not known yet.</source>
        <translation>Noch nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>earshot::StatusBanner</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
</context>
<context>
    <name>earshot::TimelineCard</name>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>MicrophoneWords</name>
    <message>
        <source>Follows what the system listens to</source>
        <translation>Folgt dem System</translation>
    </message>
    <message>
        <source>Follows what the system listens to; now %1</source>
        <translation>Folgt dem System; jetzt %1</translation>
    </message>
    <message>
        <source>Not connected now; used again as soon as it is back</source>
        <translation>Zurzeit nicht angeschlossen; wird wieder benutzt, sobald es da ist</translation>
    </message>
    <message>
        <source>Not connected now; %1 is used until it is back</source>
        <translation>Zurzeit nicht angeschlossen; bis dahin dient %1</translation>
    </message>
    <message>
        <source>In telephone mode: you sound like a phone call, and what you hear does too</source>
        <translation>Im Telefonbetrieb: Sie klingen wie am Telefon, und was Sie hören, auch</translation>
    </message>
    <message>
        <source>There is no microphone: the only source records what this computer plays, and is not used.</source>
        <translation>Es gibt kein Mikrofon: Die einzige Quelle nimmt auf, was dieser Rechner wiedergibt, und wird nicht benutzt.</translation>
    </message>
    <message>
        <source>This computer has no microphone. Earshot takes the first one that appears.</source>
        <translation>Dieser Rechner hat kein Mikrofon. Earshot nimmt das erste, das auftaucht.</translation>
    </message>
    <message>
        <source>Another program has the microphone for itself. Close it there, or choose another one.</source>
        <translation>Ein anderes Programm hat das Mikrofon für sich allein. Schließen Sie es dort, oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>The system does not let Earshot use the microphone. Allow it in the system&apos;s settings.</source>
        <translation>Das System lässt Earshot nicht an das Mikrofon. Erlauben Sie es in den Einstellungen des Systems.</translation>
    </message>
    <message>
        <source>The microphone is not connected.</source>
        <translation>Das Mikrofon ist nicht angeschlossen.</translation>
    </message>
    <message>
        <source>The microphone does not open. Earshot keeps trying; another one may work.</source>
        <translation>Das Mikrofon lässt sich nicht öffnen. Earshot versucht es weiter; ein anderes geht vielleicht.</translation>
    </message>
    <message>
        <source>The microphone gives nothing but silence. It may be switched off, or muted in the system.</source>
        <translation>Das Mikrofon liefert nur Stille. Es ist vielleicht ausgeschaltet oder im System stummgeschaltet.</translation>
    </message>
    <message>
        <source>Too loud: your voice is cut off at the top. Turn the microphone down in the system.</source>
        <translation>Zu laut: Ihre Stimme wird oben abgeschnitten. Stellen Sie das Mikrofon im System leiser.</translation>
    </message>
    <message>
        <source>The microphone hums at %1 Hz. A cable or power supply is the likely cause.</source>
        <translation>Das Mikrofon brummt mit %1 Hz. Wahrscheinlich liegt es an einem Kabel oder Netzteil.</translation>
    </message>
    <message>
        <source>This microphone gives no more than a telephone does.</source>
        <translation>Dieses Mikrofon liefert nicht mehr als ein Telefon.</translation>
    </message>
    <message>
        <source>clipping</source>
        <translation>übersteuert</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>still</translation>
    </message>
    <message>
        <source>Lowers fans, keyboards and traffic between your words</source>
        <translation>Senkt Lüfter, Tastaturen und Verkehr zwischen Ihren Worten</translation>
    </message>
    <message>
        <source>%1; takes %2 away now</source>
        <translation>%1; nimmt jetzt %2 weg</translation>
    </message>
    <message>
        <source>Keeps your voice about equally loud</source>
        <translation>Hält Ihre Stimme etwa gleich laut</translation>
    </message>
    <message>
        <source>%1; adds %2 now</source>
        <translation>%1; hebt jetzt um %2</translation>
    </message>
    <message>
        <source>%1; takes %2 off now</source>
        <translation>%1; senkt jetzt um %2</translation>
    </message>
    <message>
        <source>Takes out what your loudspeakers play; needless with headphones</source>
        <translation>Nimmt heraus, was Ihre Lautsprecher wiedergeben; mit Kopfhörern unnötig</translation>
    </message>
    <message>
        <source>%1; makes it %2 quieter now</source>
        <translation>%1; macht es jetzt %2 leiser</translation>
    </message>
    <message>
        <source>Turns the microphone down, then off, when it begins to howl</source>
        <translation>Stellt das Mikrofon leiser und dann ab, wenn es zu pfeifen beginnt</translation>
    </message>
    <message>
        <source>%1; has switched it off now</source>
        <translation>%1; hat es jetzt abgestellt</translation>
    </message>
    <message>
        <source>%1; has turned it down now</source>
        <translation>%1; hat es jetzt leiser gestellt</translation>
    </message>
    <message>
        <source>For thin lines: your voice loses its brightness</source>
        <translation>Für dünne Leitungen: Ihre Stimme wird dumpfer</translation>
    </message>
    <message>
        <source>Good for a voice</source>
        <translation>Gut für eine Stimme</translation>
    </message>
    <message>
        <source>Nobody hears a difference to your microphone</source>
        <translation>Niemand hört einen Unterschied zu Ihrem Mikrofon</translation>
    </message>
    <message>
        <source>You are heard as long as the key is down.</source>
        <translation>Man hört Sie, solange die Taste gedrückt ist.</translation>
    </message>
    <message>
        <source>One press opens the microphone, the next closes it.</source>
        <translation>Ein Druck öffnet das Mikrofon, der nächste schließt es.</translation>
    </message>
    <message>
        <source>One press opens the microphone; it stays open until you close it or something fails.</source>
        <translation>Ein Druck öffnet das Mikrofon; es bleibt offen, bis Sie es schließen oder etwas ausfällt.</translation>
    </message>
    <message>
        <source>Closed: nothing is recorded</source>
        <translation>Zu: nichts wird aufgenommen</translation>
    </message>
    <message>
        <source>%1; finds nothing to lower now</source>
        <translation>%1; findet jetzt nichts zu senken</translation>
    </message>
    <message>
        <source>%1; leaves it as loud as it is now</source>
        <translation>%1; lässt sie jetzt, wie sie ist</translation>
    </message>
    <message>
        <source>%1; finds nothing of it now</source>
        <translation>%1; findet jetzt nichts davon</translation>
    </message>
    <message>
        <source>%1; hears no howling now</source>
        <translation>%1; hört jetzt kein Pfeifen</translation>
    </message>
    <message>
        <source>%1&#xa0;kbit/s</source>
        <translation>%1&#xa0;kbit/s</translation>
    </message>
</context>
<context>
    <name>SeatWords</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>You were taken off the stage.</source>
        <translation>Sie wurden von der Bühne genommen.</translation>
    </message>
    <message>
        <source>%1 took you off the stage.</source>
        <translation>%1 hat Sie von der Bühne genommen.</translation>
    </message>
    <message>
        <source>Your hand was lowered.</source>
        <translation>Ihre Hand wurde gesenkt.</translation>
    </message>
    <message>
        <source>Your hand is up here, but the event&apos;s control does not answer. It is asked again.</source>
        <translation>Ihre Hand ist hier oben, aber die Steuerung der Veranstaltung antwortet nicht. Sie wird wieder gefragt.</translation>
    </message>
    <message>
        <source>Your hand is up. You are next.</source>
        <translation>Ihre Hand ist oben. Sie sind als Nächste an der Reihe.</translation>
    </message>
    <message>
        <source>Your hand is up. One person is before you.</source>
        <translation>Ihre Hand ist oben. Vor Ihnen ist noch eine Person.</translation>
    </message>
    <message>
        <source>Your hand is up. %1 people are before you.</source>
        <translation>Ihre Hand ist oben. Vor Ihnen sind noch %1 Personen.</translation>
    </message>
    <message>
        <source>Your hand goes up …</source>
        <translation>Ihre Hand geht nach oben …</translation>
    </message>
    <message>
        <source>The event&apos;s control does not answer. It is asked again.</source>
        <translation>Die Steuerung der Veranstaltung antwortet nicht. Sie wird wieder gefragt.</translation>
    </message>
    <message>
        <source>You are coming on stage …</source>
        <translation>Sie kommen auf die Bühne …</translation>
    </message>
    <message>
        <source>You are asked to come on stage</source>
        <translation>Sie werden auf die Bühne gebeten</translation>
    </message>
    <message>
        <source>%1 asks you to come on stage</source>
        <translation>%1 bittet Sie auf die Bühne</translation>
    </message>
    <message>
        <source>You are heard only while you talk, and can step down at any time.</source>
        <translation>Man hört Sie nur, während Sie sprechen, und Sie können jederzeit abtreten.</translation>
    </message>
    <message>
        <source>As a co-host you also bring people up, mute and remove them.</source>
        <translation>Als Mitveranstalter holen Sie auch andere auf die Bühne, schalten sie stumm und nehmen sie herunter.</translation>
    </message>
    <message>
        <source>Your microphone works.</source>
        <translation>Ihr Mikrofon funktioniert.</translation>
    </message>
    <message>
        <source>The microphone is being opened …</source>
        <translation>Das Mikrofon wird geöffnet …</translation>
    </message>
    <message>
        <source>Say something.</source>
        <translation>Sagen Sie etwas.</translation>
    </message>
    <message>
        <source>You are on stage as host</source>
        <translation>Sie leiten und sind auf der Bühne</translation>
    </message>
    <message>
        <source>You are on stage as co-host</source>
        <translation>Sie sind als Mitveranstalter auf der Bühne</translation>
    </message>
    <message>
        <source>You are on stage</source>
        <translation>Sie sind auf der Bühne</translation>
    </message>
    <message>
        <source>The host muted you.</source>
        <translation>Die Veranstaltungsleitung hat Sie stummgeschaltet.</translation>
    </message>
    <message>
        <source>%1 muted you.</source>
        <translation>%1 hat Sie stummgeschaltet.</translation>
    </message>
    <message>
        <source>Microphone closed. Nobody hears you.</source>
        <translation>Mikrofon zu. Niemand hört Sie.</translation>
    </message>
    <message>
        <source>Microphone open, but your voice does not come back from the server.</source>
        <translation>Mikrofon offen, aber Ihre Stimme kommt nicht vom Server zurück.</translation>
    </message>
    <message>
        <source>Microphone open. Your voice came back from the server after %1.</source>
        <translation>Mikrofon offen. Ihre Stimme kam nach %1 vom Server zurück.</translation>
    </message>
    <message>
        <source>You left the stage.</source>
        <translation>Sie haben die Bühne verlassen.</translation>
    </message>
    <message>
        <source>You did not get on stage: the event&apos;s control did not answer.</source>
        <translation>Sie kamen nicht auf die Bühne: Die Steuerung der Veranstaltung hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>You may talk again.</source>
        <translation>Sie dürfen wieder sprechen.</translation>
    </message>
    <message>
        <source>Microphone open. Checking whether you are heard …</source>
        <translation>Mikrofon offen. Es wird geprüft, ob man Sie hört …</translation>
    </message>
    <message>
        <source>Microphone open. Your voice comes back from the server.</source>
        <translation>Mikrofon offen. Ihre Stimme kommt vom Server zurück.</translation>
    </message>
    <message>
        <source>The link that you opened was used already, or is not good any more: it lets one person up.</source>
        <translation>Der Link, den Sie geöffnet haben, wurde schon benutzt oder gilt nicht mehr: Er lässt eine Person auf die Bühne.</translation>
    </message>
</context>
<context>
    <name>TalkKeyWords</name>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>by a grab of the X11 display</source>
        <translation>über die X11-Anzeige</translation>
    </message>
    <message>
        <source>by the desktop&apos;s portal for shortcuts</source>
        <translation>über das Portal des Desktops für Tastenkürzel</translation>
    </message>
    <message>
        <source>by a Windows hot key</source>
        <translation>über ein Windows-Tastenkürzel</translation>
    </message>
    <message>
        <source>by a macOS hot key</source>
        <translation>über ein macOS-Tastenkürzel</translation>
    </message>
    <message>
        <source>Space talks while Earshot&apos;s window is in front. With a key of its own you talk from anywhere.</source>
        <translation>Im Fenster von Earshot sprechen Sie mit der Leertaste. Mit einer eigenen Taste sprechen Sie von überall.</translation>
    </message>
    <message>
        <source>%1 talks from any program as soon as you are on stage, %2. Until then it does its usual work.</source>
        <translation>%1 gilt in jedem Programm, sobald Sie auf der Bühne sind, %2. Bis dahin tut sie, was sie sonst tut.</translation>
    </message>
    <message>
        <source>The desktop is asked for the key. It may show a dialog.</source>
        <translation>Der Desktop wird um die Taste gebeten. Vielleicht zeigt er ein Fenster.</translation>
    </message>
    <message>
        <source>%1 talks from any program, %2. Which key it is you decide there.</source>
        <translation>%1 gilt in jedem Programm, %2. Welche Taste es ist, bestimmen Sie dort.</translation>
    </message>
    <message>
        <source>%1 talks from any program, %2.</source>
        <translation>%1 gilt in jedem Programm, %2.</translation>
    </message>
    <message>
        <source>Another program has %1. Choose another key, or free it there.</source>
        <translation>Ein anderes Programm hat %1. Wählen Sie eine andere Taste, oder geben Sie sie dort frei.</translation>
    </message>
    <message>
        <source>The system cannot watch %1. Choose another key.</source>
        <translation>Das System kann %1 nicht beobachten. Wählen Sie eine andere Taste.</translation>
    </message>
    <message>
        <source>The desktop did not give the key: %1</source>
        <translation>Der Desktop hat die Taste nicht gegeben: %1</translation>
    </message>
    <message>
        <source>The desktop did not give the key.</source>
        <translation>Der Desktop hat die Taste nicht gegeben.</translation>
    </message>
    <message>
        <source>This desktop offers programs no keys of their own. Space in the window and earshotctl talk work.</source>
        <translation>Dieser Desktop bietet Programmen keine eigenen Tasten. Die Leertaste im Fenster und earshotctl talk gehen.</translation>
    </message>
    <message>
        <source>Here no key works outside the window. Space in it and earshotctl talk do.</source>
        <translation>Hier geht außerhalb des Fensters keine Taste. Die Leertaste im Fenster und earshotctl talk gehen.</translation>
    </message>
    <message>
        <source>%1 alone is needed for typing. Take a function key, Pause, or one with Ctrl or Alt.</source>
        <translation>%1 allein wird zum Schreiben gebraucht. Nehmen Sie eine Funktionstaste, Pause oder eine mit Strg oder Alt.</translation>
    </message>
    <message>
        <source>Talk while the key is held</source>
        <translation>Sprechen, solange die Taste gedrückt ist</translation>
    </message>
    <message>
        <source>The desktop keeps %1 for Earshot, from other programs too. It talks only while you are on stage.</source>
        <translation>Der Desktop hält %1 für Earshot frei, auch vor anderen Programmen. Sie gilt nur, solange Sie auf der Bühne sind.</translation>
    </message>
</context>
<context>
    <name>earshot::BringUpDialog</name>
    <message>
        <source>Choose another microphone</source>
        <translation>Ein anderes Mikrofon wählen</translation>
    </message>
    <message>
        <source>Check my microphone</source>
        <translation>Mein Mikrofon prüfen</translation>
    </message>
    <message>
        <source>Come on stage</source>
        <translation>Auf die Bühne</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Come up anyway</source>
        <translation>Trotzdem auf die Bühne</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Come up</source>
        <translation>Auf die Bühne</translation>
    </message>
</context>
<context>
    <name>earshot::HandPanel</name>
    <message>
        <source>Raise hand</source>
        <translation>Hand heben</translation>
    </message>
    <message>
        <source>Lower hand</source>
        <translation>Hand senken</translation>
    </message>
    <message>
        <source>Answer …</source>
        <translation>Antworten …</translation>
    </message>
</context>
<context>
    <name>earshot::KeyField</name>
    <message>
        <source>Press the key …</source>
        <translation>Taste drücken …</translation>
    </message>
    <message>
        <source>Press the key that shall be the talk key; Escape leaves it as it is</source>
        <translation>Drücken Sie die Taste, die die Sprechtaste sein soll; Escape lässt sie, wie sie ist</translation>
    </message>
    <message>
        <source>Talk key in all programs, %1; press to change it</source>
        <translation>Sprechtaste in allen Programmen, %1; drücken, um sie zu ändern</translation>
    </message>
</context>
<context>
    <name>earshot::MicrophoneCard</name>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Vorgabe des Systems</translation>
    </message>
    <message>
        <source>Noise suppression</source>
        <translation>Rauschunterdrückung</translation>
    </message>
    <message>
        <source>Gain control</source>
        <translation>Pegelregelung</translation>
    </message>
    <message>
        <source>Echo cancellation</source>
        <translation>Echounterdrückung</translation>
    </message>
    <message>
        <source>Feedback guard</source>
        <translation>Rückkopplungsschutz</translation>
    </message>
    <message>
        <source>Check my microphone</source>
        <translation>Mein Mikrofon prüfen</translation>
    </message>
    <message>
        <source>Stop the check</source>
        <translation>Prüfung beenden</translation>
    </message>
</context>
<context>
    <name>earshot::RaiseHandDialog</name>
    <message>
        <source>Raise hand</source>
        <translation>Hand heben</translation>
    </message>
    <message>
        <source>Raise your hand</source>
        <translation>Heben Sie die Hand</translation>
    </message>
    <message>
        <source>The host sees your name and when you asked. Your microphone stays closed until you are on stage.</source>
        <translation>Die Veranstaltungsleitung sieht Ihren Namen und seit wann Sie warten. Ihr Mikrofon bleibt zu, bis Sie auf der Bühne sind.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
</context>
<context>
    <name>earshot::SoundcheckDialog</name>
    <message>
        <source>Soundcheck</source>
        <translation>Tonprobe</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>earshot::StageBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Soundcheck</source>
        <translation>Tonprobe</translation>
    </message>
    <message>
        <source>Step down</source>
        <translation>Abtreten</translation>
    </message>
</context>
<context>
    <name>earshot::TalkButton</name>
    <message>
        <source>Push to talk: %1, %2</source>
        <translation>Sprechtaste: %1, %2</translation>
    </message>
</context>
<context>
    <name>earshot::TalkKeyCard</name>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>Talk key in all programs</source>
        <translation>Sprechtaste in allen Programmen</translation>
    </message>
    <message>
        <source>Foot switches and scripts: earshotctl talk on, off, toggle</source>
        <translation>Fußschalter und Skripte: earshotctl talk on, off, toggle</translation>
    </message>
    <message>
        <source>It is held down now.</source>
        <translation>Sie ist jetzt gedrückt.</translation>
    </message>
</context>
<context>
    <name>earshot::TalkingCard</name>
    <message>
        <source>Push to talk</source>
        <translation>Sprechtaste</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Latch</source>
        <translation>Tippen</translation>
    </message>
    <message>
        <source>Open mic</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Sound in a packet</source>
        <translation>Ton in einem Paket</translation>
    </message>
    <message>
        <source>Stays open after the key</source>
        <translation>Bleibt nach der Taste offen</translation>
    </message>
    <message>
        <source>Sound quality</source>
        <translation>Tonqualität</translation>
    </message>
    <message>
        <source>Sound in a packet: less is prompter, more spares the line</source>
        <translation>Ton in einem Paket: weniger ist schneller, mehr schont die Leitung</translation>
    </message>
    <message>
        <source>Sounds when the microphone opens and closes</source>
        <translation>Töne, wenn das Mikrofon auf- und zugeht</translation>
    </message>
    <message>
        <source>It is written and spoken as well</source>
        <translation>Es wird auch geschrieben und gesprochen</translation>
    </message>
    <message>
        <source>Quieter loudspeakers while I talk</source>
        <translation>Leisere Lautsprecher, während ich spreche</translation>
    </message>
    <message>
        <source>So that your microphone hears less of the others</source>
        <translation>Damit Ihr Mikrofon weniger von den anderen hört</translation>
    </message>
    <message>
        <source>Stays open after the key, %1</source>
        <translation>Bleibt nach der Taste offen, %1</translation>
    </message>
    <message>
        <source>Sound quality, %1</source>
        <translation>Tonqualität, %1</translation>
    </message>
</context>
<context>
    <name>ReminderWords</name>
    <message>
        <source>when the host is ready</source>
        <translation>sobald die Veranstaltungsleitung bereit ist</translation>
    </message>
    <message>
        <source>It starts when the host is ready.</source>
        <translation>Es beginnt, sobald die Veranstaltungsleitung bereit ist.</translation>
    </message>
    <message>
        <source>Planned for %1.</source>
        <translation>Geplant für %1.</translation>
    </message>
    <message>
        <source>Planned for %1. You are told when it really starts.</source>
        <translation>Geplant für %1. Sie erfahren, wenn es wirklich beginnt.</translation>
    </message>
    <message>
        <source>It started %1.</source>
        <translation>Es begann %1.</translation>
    </message>
    <message>
        <source>It is live now. It was planned for %1.</source>
        <translation>Es läuft jetzt. Geplant war es für %1.</translation>
    </message>
    <message>
        <source>It is live now.</source>
        <translation>Es läuft jetzt.</translation>
    </message>
    <message>
        <source>It now starts when the host is ready, not %1.</source>
        <translation>Es beginnt nun, sobald die Veranstaltungsleitung bereit ist, nicht %1.</translation>
    </message>
    <message>
        <source>It is now planned for %1.</source>
        <translation>Es ist jetzt für %1 geplant.</translation>
    </message>
    <message>
        <source>It is now planned for %1, not %2.</source>
        <translation>Es ist jetzt für %1 geplant, nicht für %2.</translation>
    </message>
    <message>
        <source>It took place while you could not be told.</source>
        <translation>Es fand statt, während Sie nicht zu erreichen waren.</translation>
    </message>
    <message>
        <source>It ran from %1 to %2 while you could not be told.</source>
        <translation>Es lief von %1 bis %2, während Sie nicht zu erreichen waren.</translation>
    </message>
    <message>
        <source>Host: %1</source>
        <translation>Veranstaltungsleitung: %1</translation>
    </message>
    <message>
        <source>%1 starts %2</source>
        <translation>%1 beginnt %2</translation>
    </message>
    <message>
        <source>%1 has not started yet</source>
        <translation>%1 hat noch nicht begonnen</translation>
    </message>
    <message>
        <source>Wait in the room</source>
        <translation>Im Raum warten</translation>
    </message>
    <message>
        <source>In 5 minutes</source>
        <translation>In 5 Minuten</translation>
    </message>
    <message>
        <source>%1 has started</source>
        <translation>%1 hat begonnen</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>%1 starts earlier</source>
        <translation>%1 beginnt früher</translation>
    </message>
    <message>
        <source>%1 starts later</source>
        <translation>%1 beginnt später</translation>
    </message>
    <message>
        <source>%1 is cancelled</source>
        <translation>%1 ist abgesagt</translation>
    </message>
    <message>
        <source>%1 has moved to another server</source>
        <translation>%1 ist auf einen anderen Server umgezogen</translation>
    </message>
    <message>
        <source>You can follow it there.</source>
        <translation>Sie können dorthin folgen.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>You missed %1</source>
        <translation>%1 haben Sie verpasst</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>Als Nächstes: %1</translation>
    </message>
    <message>
        <source>Next: %1, %2 %3</source>
        <translation>Als Nächstes: %1, %2 %3</translation>
    </message>
</context>
<context>
    <name>earshot::RemindersSettingsCard</name>
    <message>
        <source>Reminders</source>
        <translation>Erinnerungen</translation>
    </message>
    <message>
        <source>Before the start</source>
        <translation>Vor dem Beginn</translation>
    </message>
    <message>
        <source>And once more when it really starts, also when it was postponed</source>
        <translation>Und noch einmal, wenn es wirklich beginnt, auch nach einer Verschiebung</translation>
    </message>
    <message>
        <source>A soft chime at the start</source>
        <translation>Ein leiser Gong zum Beginn</translation>
    </message>
    <message>
        <source>While you wait in the room, and Earshot is not muted</source>
        <translation>Während Sie im Raum warten und Earshot nicht stumm ist</translation>
    </message>
    <message>
        <source>Keep running when the window is closed</source>
        <translation>Weiterlaufen, wenn das Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>In the tray; reminders come only while Earshot runs</source>
        <translation>Im Infobereich; Erinnerungen kommen nur, solange Earshot läuft</translation>
    </message>
    <message>
        <source>This desktop has no tray: the window stays, minimised</source>
        <translation>Diese Oberfläche hat keinen Infobereich: Das Fenster bleibt minimiert da</translation>
    </message>
    <message>
        <source>Start with the system</source>
        <translation>Mit dem System starten</translation>
    </message>
    <message>
        <source>Could not be set: %1</source>
        <translation>Ließ sich nicht einstellen: %1</translation>
    </message>
    <message>
        <source>In the tray, without a window</source>
        <translation>Im Infobereich, ohne Fenster</translation>
    </message>
    <message>
        <source>Minimised, as this desktop has no tray</source>
        <translation>Minimiert, da diese Oberfläche keinen Infobereich hat</translation>
    </message>
</context>
<context>
    <name>earshot::KeepRunningDialog</name>
    <message>
        <source>Reminders</source>
        <translation>Erinnerungen</translation>
    </message>
    <message>
        <source>The reminder is set</source>
        <translation>Die Erinnerung ist gestellt</translation>
    </message>
    <message>
        <source>Reminders come while Earshot runs. It can stay in the tray when you close its window.</source>
        <translation>Erinnerungen kommen, solange Earshot läuft. Es kann im Infobereich bleiben, wenn Sie sein Fenster schließen.</translation>
    </message>
    <message>
        <source>Reminders come while Earshot runs. It can stay minimised when you close its window; this desktop has no tray.</source>
        <translation>Erinnerungen kommen, solange Earshot läuft. Es kann minimiert bleiben, wenn Sie sein Fenster schließen; diese Oberfläche hat keinen Infobereich.</translation>
    </message>
    <message>
        <source>Start with the system, too</source>
        <translation>Auch mit dem System starten</translation>
    </message>
    <message>
        <source>Both can be changed in the settings</source>
        <translation>Beides lässt sich in den Einstellungen ändern</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen</translation>
    </message>
</context>
<context>
    <name>earshot::Tray</name>
    <message>
        <source>Open Earshot</source>
        <translation>Earshot öffnen</translation>
    </message>
    <message>
        <source>No event to be reminded of</source>
        <translation>Keine Erinnerung gestellt</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Quit Earshot</source>
        <translation>Earshot beenden</translation>
    </message>
</context>
<context>
    <name>RecordingState</name>
    <message>
        <source>published %1 after the end</source>
        <translation>%1 nach dem Ende veröffentlicht</translation>
    </message>
    <message>
        <source>%1 missing in one place</source>
        <translation>an einer Stelle fehlen %1</translation>
    </message>
    <message>
        <source>%1 missing in %2 places</source>
        <translation>an %2 Stellen fehlen %1</translation>
    </message>
    <message>
        <source>not there %1 after the end</source>
        <translation>%1 nach dem Ende nicht da</translation>
    </message>
    <message>
        <source>no recording</source>
        <translation>keine Aufzeichnung</translation>
    </message>
    <message>
        <source>the host removed the recording</source>
        <translation>die Aufzeichnung wurde von der Veranstaltungsleitung entfernt</translation>
    </message>
    <message>
        <source>a recording is promised</source>
        <translation>eine Aufzeichnung ist zugesagt</translation>
    </message>
    <message>
        <source>a recording was promised</source>
        <translation>eine Aufzeichnung war zugesagt</translation>
    </message>
    <message>
        <source>the recording is being made</source>
        <translation>die Aufzeichnung wird erstellt</translation>
    </message>
    <message>
        <source>recording complete</source>
        <translation>Aufzeichnung vollständig</translation>
    </message>
    <message>
        <source>part of it was recorded</source>
        <translation>teilweise aufgezeichnet</translation>
    </message>
    <message>
        <source>but not on this server</source>
        <translation>aber nicht auf diesem Server</translation>
    </message>
    <message>
        <source>Waiting to download</source>
        <translation>Wartet auf Download</translation>
    </message>
    <message>
        <source>Downloading %1</source>
        <translation>Lädt, %1</translation>
    </message>
    <message>
        <source>Paused at %1</source>
        <translation>Angehalten bei %1</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>Downloaded</source>
        <translation>Heruntergeladen</translation>
    </message>
    <message>
        <source>Own copy</source>
        <translation>Eigene Aufzeichnung</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Not downloaded</source>
        <translation>Nicht geladen</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Wiedergeben</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Download again</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Open recording</source>
        <translation>Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>%1 downloaded</source>
        <translation>%1 heruntergeladen</translation>
    </message>
</context>
<context>
    <name>earshot::EventsFilterBar</name>
    <message>
        <source>Title, name or word</source>
        <translation>Titel, Name oder Wort</translation>
    </message>
    <message>
        <source>Search the events</source>
        <translation>Veranstaltungen durchsuchen</translation>
    </message>
    <message>
        <source>All servers</source>
        <translation>Alle Server</translation>
    </message>
    <message>
        <source>Events of: %1</source>
        <translation>Veranstaltungen von: %1</translation>
    </message>
    <message>
        <source>No event found</source>
        <translation>Keine Veranstaltung gefunden</translation>
    </message>
    <message>
        <source>1 event found</source>
        <translation>1 Veranstaltung gefunden</translation>
    </message>
    <message>
        <source>%1 of %2 events</source>
        <translation>%1 von %2 Veranstaltungen</translation>
    </message>
</context>
<context>
    <name>PlayerWords</name>
    <message>
        <source>%1×</source>
        <comment>speed</comment>
        <translation>%1×</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>the speaker’s connection dropped</source>
        <translation>die Verbindung der sprechenden Person ist abgerissen</translation>
    </message>
    <message>
        <source>the host’s connection dropped</source>
        <translation>die Verbindung der Veranstaltungsleitung ist abgerissen</translation>
    </message>
    <message>
        <source>the connection of %1 dropped</source>
        <translation>die Verbindung von %1 ist abgerissen</translation>
    </message>
    <message>
        <source>the server has no sound of it</source>
        <translation>der Server hat keinen Ton davon</translation>
    </message>
    <message>
        <source>there was no room to write it</source>
        <translation>es war kein Platz, sie zu schreiben</translation>
    </message>
    <message>
        <source>it was more than a recording takes</source>
        <translation>es war mehr, als eine Aufzeichnung fasst</translation>
    </message>
    <message>
        <extracomment>%1: a length, %2: a place</extracomment>
        <source>%1 pause at %2: the host had paused the event</source>
        <translation>%1 Pause bei %2: die Leitung hatte unterbrochen</translation>
    </message>
    <message>
        <source>%1 gap at %2: %3</source>
        <extracomment>%1: a length, %2: a place, %3: the reason: 1.4 s gap at 00:43:10: the host’s connection dropped</extracomment>
        <translation>Lücke von %1 bei %2: %3</translation>
    </message>
    <message>
        <source>Chapter without a name</source>
        <translation>Kapitel ohne Namen</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>Waits for the download, then goes on by itself</source>
        <translation>Wartet auf das Herunterladen und geht dann von selbst weiter</translation>
    </message>
    <message>
        <source>Heard to its end</source>
        <translation>Bis zum Ende gehört</translation>
    </message>
    <message>
        <source>silence is skipped, %1 saved</source>
        <translation>Stille wird übersprungen, %1 gespart</translation>
    </message>
    <message>
        <source>silence is skipped</source>
        <translation>Stille wird übersprungen</translation>
    </message>
    <message>
        <source>pauses at the end of the chapter</source>
        <translation>hält am Ende des Kapitels an</translation>
    </message>
    <message>
        <source>pauses in %1</source>
        <translation>hält in %1 an</translation>
    </message>
    <message>
        <source>not here yet</source>
        <translation>noch nicht da</translation>
    </message>
    <message>
        <source>not in this file</source>
        <translation>nicht in dieser Datei</translation>
    </message>
    <message>
        <source>The file cannot be read on this computer.</source>
        <translation>Die Datei lässt sich auf diesem Computer nicht lesen.</translation>
    </message>
    <message>
        <source>Look whether it was moved, or whether you may read it.</source>
        <translation>Sehen Sie nach, ob sie verschoben wurde und ob Sie sie lesen dürfen.</translation>
    </message>
    <message>
        <source>Nothing in this file can be played.</source>
        <translation>Nichts in dieser Datei lässt sich abspielen.</translation>
    </message>
    <message>
        <source>It is damaged or no Opus recording. If it came from a server, download it again.</source>
        <translation>Sie ist beschädigt oder keine Opus-Aufzeichnung. Kam sie von einem Server, laden Sie sie noch einmal herunter.</translation>
    </message>
    <message>
        <source>This file is cut off: it ends at %1 of %2.</source>
        <translation>Diese Datei ist abgeschnitten: Sie endet bei %1 von %2.</translation>
    </message>
    <message>
        <source>It plays as far as it goes.</source>
        <translation>Sie wird gespielt, so weit sie reicht.</translation>
    </message>
    <message>
        <source>This file is damaged at %1.</source>
        <translation>Diese Datei ist bei %1 beschädigt.</translation>
    </message>
    <message>
        <source>This file is damaged at %1 places, first at %2.</source>
        <translation>Diese Datei ist an %1 Stellen beschädigt, zuerst bei %2.</translation>
    </message>
    <message>
        <source>This file is damaged.</source>
        <translation>Diese Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>At chapter’s end</source>
        <translation>Am Kapitelende</translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>In %1</translation>
    </message>
    <message>
        <source>Sleep timer</source>
        <translation>Schlaf-Timer</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Plays</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Waits for the download</source>
        <translation>Wartet auf das Herunterladen</translation>
    </message>
    <message>
        <source>Cannot be played</source>
        <translation>Lässt sich nicht abspielen</translation>
    </message>
    <message>
        <source>%1 plays.</source>
        <translation>%1 läuft.</translation>
    </message>
    <message>
        <source>%1 has ended.</source>
        <translation>%1 ist zu Ende.</translation>
    </message>
</context>
<context>
    <name>RecordingWords</name>
    <message>
        <source>Recording without a title</source>
        <translation>Aufzeichnung ohne Titel</translation>
    </message>
    <message>
        <source>%1 %2 %3</source>
        <comment>date</comment>
        <extracomment>A day of the month, a short month and a year: 19 Nov 2026</extracomment>
        <translation>%1. %2 %3</translation>
    </message>
    <message>
        <source>only %1 free</source>
        <translation>nur %1 frei</translation>
    </message>
    <message>
        <source>None on this computer yet</source>
        <translation>Noch keine auf diesem Computer</translation>
    </message>
    <message>
        <source>%1 on this computer</source>
        <translation>%1 auf diesem Computer</translation>
    </message>
    <message>
        <source>plays without a connection</source>
        <translation>spielt ohne Verbindung</translation>
    </message>
    <message>
        <source>one gap of %1</source>
        <translation>eine Lücke von %1</translation>
    </message>
    <message>
        <source>%1 gaps, %2 missing</source>
        <translation>%1 Lücken, %2 fehlen</translation>
    </message>
    <message>
        <source>Being made</source>
        <translation>Entsteht</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Download again</source>
        <translation>Neu herunterladen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>downloading %1</source>
        <translation>%1 geladen</translation>
    </message>
    <message>
        <source>the download begins</source>
        <translation>der Download beginnt</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>speed</comment>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>resumes by itself</source>
        <translation>geht von selbst weiter</translation>
    </message>
    <message>
        <source>only a part of the event</source>
        <translation>nur ein Teil der Veranstaltung</translation>
    </message>
    <message>
        <source>listened to %1</source>
        <translation>gehört bis %1</translation>
    </message>
    <message>
        <source>on the server</source>
        <translation>auf dem Server</translation>
    </message>
    <message>
        <source>on the server, %1</source>
        <translation>auf dem Server, %1</translation>
    </message>
    <message>
        <source>the recording is being made and appears here by itself</source>
        <translation>die Aufzeichnung entsteht und erscheint hier von selbst</translation>
    </message>
    <message>
        <source>waits until others are here</source>
        <translation>wartet, bis andere da sind</translation>
    </message>
    <message>
        <source>%1 of %2 are here</source>
        <translation>%1 von %2 sind da</translation>
    </message>
    <message>
        <source>all is here and is compared with the server’s digest</source>
        <translation>alles ist da und wird mit der Prüfsumme des Servers verglichen</translation>
    </message>
    <message>
        <source>The file is not whole. It plays as far as it goes.</source>
        <translation>Die Datei ist nicht ganz. Sie wird gespielt, so weit sie reicht.</translation>
    </message>
    <message>
        <source>The file differs from the server’s digest, so it is not taken for whole. A new download replaces it.</source>
        <translation>Die Datei weicht von der Prüfsumme des Servers ab und gilt deshalb nicht als ganz. Neu heruntergeladen wird sie ersetzt.</translation>
    </message>
    <message>
        <source>downloading, %1</source>
        <translation>wird geladen, %1</translation>
    </message>
    <message>
        <source>checked against the server’s digest</source>
        <translation>mit der Prüfsumme des Servers verglichen</translation>
    </message>
    <message>
        <source>complete, checked against the server’s digest</source>
        <translation>vollständig, mit der Prüfsumme des Servers verglichen</translation>
    </message>
    <message>
        <source>only a part of the event, checked against the server’s digest</source>
        <translation>nur ein Teil der Veranstaltung, mit der Prüfsumme des Servers verglichen</translation>
    </message>
    <message>
        <source>made on this computer</source>
        <translation>auf diesem Computer entstanden</translation>
    </message>
    <message>
        <source>not whole</source>
        <translation>nicht ganz</translation>
    </message>
    <message>
        <source>differs from the server’s digest</source>
        <translation>weicht von der Prüfsumme des Servers ab</translation>
    </message>
    <message>
        <source>the download is paused at %1 of %2</source>
        <translation>das Herunterladen ist bei %1 von %2 angehalten</translation>
    </message>
    <message>
        <source>the download waits at %1 of %2</source>
        <translation>das Herunterladen wartet bei %1 von %2</translation>
    </message>
    <message>
        <source>being compared with the server’s digest</source>
        <translation>wird mit der Prüfsumme des Servers verglichen</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>By title</source>
        <translation>Nach Titel</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>Längste zuerst</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>Größte zuerst</translation>
    </message>
    <message>
        <source>%1 of %2 are shown. Search to find the others.</source>
        <translation>%1 von %2 werden gezeigt. Die anderen finden Sie mit der Suche.</translation>
    </message>
    <message>
        <source>Your computer has no network.</source>
        <translation>Ihr Computer hat kein Netz.</translation>
    </message>
    <message>
        <source>The download goes on by itself.</source>
        <translation>Das Herunterladen geht von selbst weiter.</translation>
    </message>
    <message>
        <source>The server is full.</source>
        <translation>Der Server ist voll.</translation>
    </message>
    <message>
        <source>It is asked again by itself.</source>
        <translation>Er wird von selbst wieder gefragt.</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>Der Server antwortet nicht.</translation>
    </message>
    <message>
        <source>It is asked again by itself; what is here is kept.</source>
        <translation>Er wird von selbst wieder gefragt; was da ist, bleibt.</translation>
    </message>
    <message>
        <source>The server does not let you in any more.</source>
        <translation>Der Server lässt Sie nicht mehr herein.</translation>
    </message>
    <message>
        <source>Paste a newer link to this server; the download then goes on.</source>
        <translation>Fügen Sie einen neueren Link zu diesem Server ein; dann geht das Herunterladen weiter.</translation>
    </message>
    <message>
        <source>The server does not give its recordings to your link.</source>
        <translation>Der Server gibt seine Aufzeichnungen nicht für Ihren Link heraus.</translation>
    </message>
    <message>
        <source>Ask the organiser for a link that may have them.</source>
        <translation>Bitten Sie die Veranstaltungsleitung um einen Link, der das darf.</translation>
    </message>
    <message>
        <source>The server has this recording no more.</source>
        <translation>Der Server hat diese Aufzeichnung nicht mehr.</translation>
    </message>
    <message>
        <source>The host removed this recording from the server.</source>
        <translation>Die Veranstaltungsleitung hat diese Aufzeichnung vom Server entfernt.</translation>
    </message>
    <message>
        <source>The host removed this recording from the server. Yours stays and plays.</source>
        <translation>Die Veranstaltungsleitung hat diese Aufzeichnung vom Server entfernt. Ihre bleibt und lässt sich abspielen.</translation>
    </message>
    <message>
        <source>Earshot is still writing it on this computer.</source>
        <translation>Earshot schreibt auf diesem Computer noch daran.</translation>
    </message>
    <message>
        <source>It is looked at again by itself.</source>
        <translation>Es wird von selbst wieder nachgesehen.</translation>
    </message>
    <message>
        <source>Ask the organiser for it.</source>
        <translation>Fragen Sie die Veranstaltungsleitung danach.</translation>
    </message>
    <message>
        <source>It cannot be written on this computer: the disk is full or the folder is locked.</source>
        <translation>Sie lässt sich auf diesem Computer nicht schreiben: Die Platte ist voll oder der Ordner gesperrt.</translation>
    </message>
    <message>
        <source>Make room, then try again; what is here is kept.</source>
        <translation>Schaffen Sie Platz und versuchen Sie es erneut; was da ist, bleibt.</translation>
    </message>
    <message>
        <source>Make room: the download then goes on by itself.</source>
        <translation>Schaffen Sie Platz: Dann geht der Download von selbst weiter.</translation>
    </message>
    <message>
        <source>It is read again by itself.</source>
        <translation>Sie wird von selbst noch einmal gelesen.</translation>
    </message>
    <message>
        <source>The file cannot be read on this computer.</source>
        <translation>Die Datei lässt sich auf diesem Computer nicht lesen.</translation>
    </message>
    <message>
        <source>Look whether it was moved or belongs to somebody else.</source>
        <translation>Sehen Sie nach, ob sie verschoben wurde oder jemand anderem gehört.</translation>
    </message>
    <message>
        <source>What came differs from the server’s digest, so it is not taken for whole.</source>
        <translation>Was ankam, weicht von der Prüfsumme des Servers ab und gilt deshalb nicht als ganz.</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>Laden Sie sie noch einmal herunter.</translation>
    </message>
    <message>
        <source>This is no recording that Earshot can read.</source>
        <translation>Das ist keine Aufzeichnung, die Earshot lesen kann.</translation>
    </message>
    <message>
        <source>Opus files with the ending .opus can be opened.</source>
        <translation>Öffnen lassen sich Opus-Dateien mit der Endung .opus.</translation>
    </message>
    <message>
        <source>The folder of your recordings cannot be written to.</source>
        <translation>In den Ordner Ihrer Aufzeichnungen lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>It is on your computer: make room on the disk, or allow writing there. What is in it plays.</source>
        <translation>Er liegt auf Ihrem Computer: Schaffen Sie Platz auf der Platte oder erlauben Sie dort das Schreiben. Was darin ist, lässt sich abspielen.</translation>
    </message>
    <message>
        <source>The folder of your recordings cannot be read.</source>
        <translation>Der Ordner Ihrer Aufzeichnungen lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>It is on your computer: look whether its disk is there. It is tried again by itself.</source>
        <translation>Er liegt auf Ihrem Computer: Sehen Sie nach, ob die Platte da ist. Es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>Removed %1</source>
        <translation>%1 wurde entfernt</translation>
    </message>
    <message>
        <source>%1 is back.</source>
        <translation>%1 ist wieder da.</translation>
    </message>
    <message>
        <source>%1 removals can be undone</source>
        <translation>%1 Entfernungen lassen sich rückgängig machen</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exportiert nach %1</translation>
    </message>
    <message>
        <source>%1 is downloaded and checked.</source>
        <translation>%1 ist heruntergeladen und geprüft.</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 ist beschädigt.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Own copy</source>
        <translation>Eigene Kopie</translation>
    </message>
    <message>
        <source>what you heard as a listener</source>
        <translation>was Sie als Zuhörer gehört haben</translation>
    </message>
    <message>
        <source>What Earshot noted about this recording cannot be read, so it is shown by the files beside it, and no download goes on by itself.</source>
        <translation>Was Earshot zu dieser Aufzeichnung notiert hat, lässt sich nicht lesen; sie wird nach den Dateien daneben gezeigt, und kein Download geht von selbst weiter.</translation>
    </message>
    <message>
        <source>What Earshot noted about this recording was damaged, so it is shown by the files beside it, and no download goes on by itself.</source>
        <translation>Was Earshot zu dieser Aufzeichnung notiert hat, war beschädigt; sie wird nach den Dateien daneben gezeigt, und kein Download geht von selbst weiter.</translation>
    </message>
    <message>
        <source>What Earshot remembers of your recordings cannot be read.</source>
        <translation>Was Earshot sich zu Ihren Aufzeichnungen merkt, lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Added files and the places where you stopped are missing until %1 can be read. It stays as it is, and is tried again by itself.</source>
        <translation>Hinzugefügte Dateien und die Stellen, an denen Sie aufgehört haben, fehlen, bis %1 wieder lesbar ist. Die Datei bleibt, wie sie ist, und wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>What Earshot remembered of your recordings was damaged.</source>
        <translation>Was Earshot sich zu Ihren Aufzeichnungen gemerkt hatte, war beschädigt.</translation>
    </message>
    <message>
        <source>Added files and the places where you stopped are forgotten; no recording is lost. The damaged file is now %1.</source>
        <translation>Hinzugefügte Dateien und die Stellen, an denen Sie aufgehört haben, sind vergessen; keine Aufzeichnung ging verloren. Die beschädigte Datei heißt nun %1.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>a file on this computer</source>
        <translation>eine Datei auf diesem Computer</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>Unvollständig</translation>
    </message>
</context>
<context>
    <name>earshot::PlayerCard</name>
    <message>
        <source>−15 s</source>
        <translation>−15 s</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>+30 s</source>
        <translation>+30 s</translation>
    </message>
    <message>
        <source>Sleep timer</source>
        <translation>Schlaf-Timer</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Close the recording</source>
        <translation>Aufzeichnung schließen</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Back 15 seconds</source>
        <translation>15 Sekunden zurück</translation>
    </message>
    <message>
        <source>Ahead 30 seconds</source>
        <translation>30 Sekunden vor</translation>
    </message>
    <message>
        <source>Speed %1</source>
        <translation>Tempo %1</translation>
    </message>
    <message>
        <source>Speed, silence and loudness</source>
        <translation>Tempo, Stille und Lautstärke</translation>
    </message>
    <message>
        <source>Sleep timer, on</source>
        <translation>Schlaf-Timer, ein</translation>
    </message>
    <message>
        <source>Sleep timer, off</source>
        <translation>Schlaf-Timer, aus</translation>
    </message>
    <message>
        <source>The download is paused, so there is no more to play.</source>
        <translation>Das Herunterladen ist angehalten, deshalb gibt es nicht mehr abzuspielen.</translation>
    </message>
    <message>
        <source>Resume it: the recording then goes on by itself.</source>
        <translation>Setzen Sie es fort: Dann geht die Aufzeichnung von selbst weiter.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Skip silence</source>
        <translation>Stille überspringen</translation>
    </message>
    <message>
        <source>All voices about equally loud</source>
        <translation>Alle Stimmen etwa gleich laut</translation>
    </message>
    <message>
        <source>Fade out and pause:</source>
        <translation>Ausblenden und anhalten:</translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>In %1</translation>
    </message>
    <message>
        <source>At the end of the chapter</source>
        <translation>Am Ende des Kapitels</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Never</source>
        <comment>timer</comment>
        <translation>Nie</translation>
    </message>
</context>
<context>
    <name>earshot::PlayerStrip</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show the recording</source>
        <translation>Aufzeichnung zeigen</translation>
    </message>
    <message>
        <source>Close the recording</source>
        <translation>Aufzeichnung schließen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>the event is silent meanwhile</source>
        <translation>die Veranstaltung ist so lange stumm</translation>
    </message>
</context>
<context>
    <name>earshot::RecordingRow</name>
    <message>
        <source>Options for %1</source>
        <translation>Optionen für %1</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Play what is here</source>
        <translation>Abspielen, was da ist</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Remove from this computer</source>
        <translation>Von diesem Computer entfernen</translation>
    </message>
    <message>
        <source>Remove from the server …</source>
        <translation>Vom Server entfernen …</translation>
    </message>
    <message>
        <source>Nothing can be done with it yet</source>
        <translation>Noch lässt sich nichts damit tun</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
</context>
<context>
    <name>earshot::RecordingsPage</name>
    <message>
        <source>Open a file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufzeichnungen</translation>
    </message>
    <message>
        <source>Title, host or date</source>
        <translation>Titel, Leitung oder Datum</translation>
    </message>
    <message>
        <source>Search the recordings</source>
        <translation>Aufzeichnungen durchsuchen</translation>
    </message>
    <message>
        <source>Search the recordings (%1)</source>
        <translation>Aufzeichnungen durchsuchen (%1)</translation>
    </message>
    <message>
        <source>Order: %1</source>
        <translation>Reihenfolge: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>This recording is not listed yet.</source>
        <translation>Diese Aufzeichnung steht noch nicht in der Liste.</translation>
    </message>
    <message>
        <source>It appears here by itself as soon as the event’s server has it.</source>
        <translation>Sie erscheint hier von selbst, sobald der Server der Veranstaltung sie hat.</translation>
    </message>
    <message>
        <source>No recordings yet</source>
        <translation>Noch keine Aufzeichnungen</translation>
    </message>
    <message>
        <source>Recordings of the events on your servers appear here by themselves. You can also open an Opus file, or drop it onto this window.</source>
        <translation>Aufzeichnungen der Veranstaltungen auf Ihren Servern erscheinen hier von selbst. Sie können auch eine Opus-Datei öffnen oder auf dieses Fenster ziehen.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No recording has %1 in its title, host or date.</source>
        <translation>Keine Aufzeichnung hat %1 in Titel, Leitung oder Datum.</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Recordings (*.opus *.ogg *.oga);;All files (*)</source>
        <translation>Aufzeichnungen (*.opus *.ogg *.oga);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Export the recording</source>
        <translation>Aufzeichnung exportieren</translation>
    </message>
    <message>
        <source>Opus recordings (*.opus)</source>
        <translation>Opus-Aufzeichnungen (*.opus)</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>This is the recording’s own file.</source>
        <translation>Das ist die Datei der Aufzeichnung selbst.</translation>
    </message>
    <message>
        <source>It is there already. Choose another folder or name for a copy.</source>
        <translation>Sie ist schon da. Wählen Sie für eine Kopie einen anderen Ordner oder Namen.</translation>
    </message>
</context>
<context>
    <name>earshot::WaveformBar</name>
    <message>
        <source>Place in the recording</source>
        <translation>Stelle in der Aufzeichnung</translation>
    </message>
    <message>
        <source>Arrow keys move by 5 seconds, Page Up and Page Down by 30.</source>
        <translation>Die Pfeiltasten gehen um 5 Sekunden, Bild auf und Bild ab um 30.</translation>
    </message>
</context>
<context>
    <name>CopyWords</name>
    <message>
        <source>Your copy is on the page Recordings.</source>
        <translation>Ihre Kopie ist auf der Seite Aufzeichnungen.</translation>
    </message>
    <message>
        <source>You may keep a copy of what you hear. The host sees how many do, not who.</source>
        <translation>Sie dürfen behalten, was Sie hören. Die Leitung sieht, wie viele das tun, nicht wer.</translation>
    </message>
    <message>
        <source>Keep a copy</source>
        <translation>Kopie behalten</translation>
    </message>
    <message>
        <source>The host allows no copies any more. %1</source>
        <translation>Die Leitung erlaubt keine Kopien mehr. %1</translation>
    </message>
    <message>
        <source>The host allows no copies any more.</source>
        <translation>Die Leitung erlaubt keine Kopien mehr.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Your copy cannot be written: is there room, and may you write there?</source>
        <translation>Ihre Kopie lässt sich nicht schreiben: ist Platz da, und dürfen Sie dort schreiben?</translation>
    </message>
    <message>
        <source>Your copy cannot be written: its folder was removed.</source>
        <translation>Ihre Kopie lässt sich nicht schreiben: ihr Ordner wurde entfernt.</translation>
    </message>
    <message>
        <source>Keeping a copy</source>
        <translation>Kopie läuft mit</translation>
    </message>
    <message>
        <source>Your copy begins with the event.</source>
        <translation>Ihre Kopie beginnt mit der Veranstaltung.</translation>
    </message>
    <message>
        <source>Your copy begins as soon as somebody speaks.</source>
        <translation>Ihre Kopie beginnt, sobald jemand spricht.</translation>
    </message>
    <message>
        <source>Stop keeping a copy</source>
        <translation>Kopie beenden</translation>
    </message>
    <message>
        <source>The host allows you to keep a copy.</source>
        <translation>Die Leitung erlaubt Ihnen, eine Kopie zu behalten.</translation>
    </message>
    <message>
        <source>listeners may keep a copy</source>
        <translation>Zuhörer dürfen eine Kopie behalten</translation>
    </message>
    <message>
        <source>one listener keeps a copy</source>
        <translation>eine Person behält eine Kopie</translation>
    </message>
    <message>
        <source>%1 listeners keep a copy</source>
        <translation>%1 Zuhörer behalten eine Kopie</translation>
    </message>
    <message>
        <source>The host sees how many do.</source>
        <translation>Die Leitung sieht, wie viele es tun.</translation>
    </message>
</context>
<context>
    <name>WithdrawalWords</name>
    <message>
        <source>It is deleted there for everybody, with every speaker’s track. This cannot be undone.</source>
        <translation>Sie wird dort für alle gelöscht, mit der Spur jedes Sprechenden. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Copies that people have downloaded stay with them.</source>
        <translation>Was andere heruntergeladen haben, behalten sie.</translation>
    </message>
    <message>
        <source>Copies that people have downloaded stay with them, and the one on this computer stays here.</source>
        <translation>Was andere heruntergeladen haben, behalten sie, und die auf diesem Computer bleibt hier.</translation>
    </message>
    <message>
        <source>Remove %1 from the server?</source>
        <translation>%1 vom Server entfernen?</translation>
    </message>
    <message>
        <source>Remove from the server</source>
        <translation>Vom Server entfernen</translation>
    </message>
    <message>
        <source>%1 is being removed from the server.</source>
        <translation>%1 wird vom Server entfernt.</translation>
    </message>
    <message>
        <source>It is said here when it is done.</source>
        <translation>Hier steht, wenn es getan ist.</translation>
    </message>
    <message>
        <source>%1 is removed from the server.</source>
        <translation>%1 ist vom Server entfernt.</translation>
    </message>
    <message>
        <source>Nobody can download it any more; copies that people have stay with them.</source>
        <translation>Niemand kann sie mehr herunterladen; wer sie schon hat, behält sie.</translation>
    </message>
    <message>
        <source>%1 is still on the server: the server does not run now.</source>
        <translation>%1 ist noch auf dem Server: Er läuft gerade nicht.</translation>
    </message>
    <message>
        <source>A server on this computer runs while you host an event on it. Remove the recording then.</source>
        <translation>Ein Server auf diesem Computer läuft, während Sie eine Veranstaltung auf ihm leiten. Entfernen Sie die Aufzeichnung dann.</translation>
    </message>
    <message>
        <source>%1 was not on the server any more.</source>
        <translation>%1 war nicht mehr auf dem Server.</translation>
    </message>
    <message>
        <source>There was nothing to remove.</source>
        <translation>Es war nichts zu entfernen.</translation>
    </message>
    <message>
        <source>%1 is put back by whoever hosts its event now.</source>
        <translation>%1 wird von dort wiederhergestellt, wo die Veranstaltung gerade geleitet wird.</translation>
    </message>
    <message>
        <source>End the event there, then remove the recording again.</source>
        <translation>Beenden Sie sie dort und entfernen Sie die Aufzeichnung dann noch einmal.</translation>
    </message>
    <message>
        <source>%1 is still on the server: it does not take your host credentials.</source>
        <translation>%1 ist noch auf dem Server: Er nimmt Ihre Zugangsdaten nicht an.</translation>
    </message>
    <message>
        <source>Ask the server’s owner for a new file, and host with it.</source>
        <translation>Bitten Sie den Betreiber des Servers um eine neue Datei und leiten Sie damit.</translation>
    </message>
    <message>
        <source>%1 is not removed from the server, or not wholly.</source>
        <translation>%1 ist nicht oder nicht ganz vom Server entfernt.</translation>
    </message>
    <message>
        <source>%1 Remove it again: what was begun is gone on with.</source>
        <translation>%1 Entfernen Sie sie noch einmal: Was begonnen wurde, wird fortgesetzt.</translation>
    </message>
</context>
</TS>
