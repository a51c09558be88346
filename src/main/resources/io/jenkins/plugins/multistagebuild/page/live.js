// Follows a step while it runs: hears what has changed, and lets times count up in between.
(function () {
  "use strict";

  const PAUSE = 2000;

  function format(millis) {
    const tenths = Math.floor((Math.max(0, millis) + 50) / 100);
    if (tenths < 600) {
      return Math.floor(tenths / 10) + "." + (tenths % 10) + " s";
    }
    const seconds = Math.floor((tenths + 5) / 10);
    if (seconds < 3600) {
      return Math.floor(seconds / 60) + " min " + (seconds % 60) + " s";
    }
    const minutes = Math.floor((seconds + 30) / 60);
    return Math.floor(minutes / 60) + " h " + String(minutes % 60).padStart(2, "0") + " min";
  }

  // Exchanges only the parts that differ, so that focus and scrolled places stay where nothing has changed.
  function exchange(holder, html) {
    const next = new DOMParser().parseFromString(html, "text/html").body;
    const parts = next.querySelectorAll("[data-key]");
    const same = parts.length > 0 && parts.length === holder.querySelectorAll("[data-key]").length;
    if (!same) {
      holder.replaceChildren.apply(holder, Array.from(next.childNodes));
      return;
    }
    for (const part of parts) {
      const old = holder.querySelector('[data-key="' + part.dataset.key + '"]');
      if (old && !old.isEqualNode(part)) {
        const focused = old.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
        old.replaceWith(part);
        if (focused) {
          const again = part.querySelector('a[href="' + CSS.escape(focused) + '"]');
          if (again) {
            again.focus();
          }
        }
      }
    }
    for (const name of [".msb-now", ".msb-strip"]) {
      const old = holder.querySelector(name);
      const fresh = next.querySelector(name);
      if (old && fresh && !old.isEqualNode(fresh)) {
        old.replaceWith(fresh);
      }
    }
  }

  function follow(holder) {
    const message = holder.parentElement.querySelector(".multi-stage-build-lost");
    // What the page knows: the version of its part, and how far it has the log if it shows one.
    let known = "0";
    let viewer = null;
    let source = null;
    let failures = 0;
    let ahead = 0;

    function tick() {
      for (const time of holder.querySelectorAll("[data-since]")) {
        time.textContent = format(Date.now() - ahead - Date.parse(time.dataset.since));
      }
    }

    function close() {
      if (source) {
        source.close();
        source = null;
      }
    }

    function lost() {
      message.textContent = holder.dataset.lost;
    }

    function hear(name, action) {
      source.addEventListener(name, (event) => {
        known = event.lastEventId;
        action(event.data);
      });
    }

    function open() {
      if (source || document.hidden || !holder.dataset.live) {
        return;
      }
      const mark = holder.dataset.live.includes("?") ? "&" : "?";
      source = new EventSource(holder.dataset.live + mark + "known=" + encodeURIComponent(known));
      hear("clock", (millis) => {
        failures = 0;
        message.textContent = "";
        // The clock of the browser may be another than that of the controller.
        ahead = Math.abs(Date.now() - millis) < 2000 ? 0 : Date.now() - millis;
      });
      hear("drawing", (html) => {
        exchange(holder, html);
        tick();
      });
      hear("lines", (text) => {
        if (viewer) {
          viewer.dispatchEvent(new CustomEvent("multi-stage-build-lines", { detail: { text: text, end: end() } }));
        }
      });
      hear("end", finish);
      source.onerror = failed;
    }

    function end() {
      return Number(known.split(".")[1]);
    }

    // An answer ends as planned every two seconds, and the browser asks again; so it does once for one that is lost.
    function failed() {
      failures++;
      if (source.readyState === EventSource.CLOSED) {
        close();
        lost();
        setTimeout(open, PAUSE);
      } else if (failures > 1) {
        lost();
      }
    }

    function finish() {
      close();
      tick();
      clearInterval(ticking);
      holder.dataset.live = "";
      if (viewer) {
        viewer.dispatchEvent(new CustomEvent("multi-stage-build-ended"));
      }
    }

    // Who has read a log up to here is told its next lines.
    document.addEventListener("multi-stage-build-caught-up", (event) => {
      if (holder.dataset.live) {
        event.preventDefault();
        viewer = event.target;
        known = known.split(".")[0] + "." + event.detail.start;
        close();
        open();
      }
    });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) {
        close();
      } else {
        tick();
        open();
      }
    });
    const ticking = setInterval(tick, 500);
    open();
  }

  Behaviour.specify(".multi-stage-build-live", "multi-stage-build-live", 0, (holder) => {
    if (holder.dataset.live && !holder.dataset.followed) {
      holder.dataset.followed = "true";
      follow(holder);
    }
  });
})();
