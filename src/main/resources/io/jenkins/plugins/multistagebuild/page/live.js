// Follows a step while it runs: asks for what has changed, and lets times count up in between.
(function () {
  "use strict";

  // With the quarter of a second after which the controller knows, what is shown is less than two seconds old.
  const PAUSE = 1600;

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
    let tag = null;
    let ahead = 0;

    function tick() {
      for (const time of holder.querySelectorAll("[data-since]")) {
        time.textContent = format(Date.now() - ahead - Date.parse(time.dataset.since));
      }
    }

    function take(answer) {
      if (!answer.ok && answer.status !== 304) {
        throw new Error("status " + answer.status);
      }
      message.textContent = "";
      const date = Date.parse(answer.headers.get("Date"));
      if (!isNaN(date)) {
        // The clock of the browser may be another than that of the controller.
        ahead = Math.abs(Date.now() - date) < 2000 ? 0 : Date.now() - date;
      }
      const on = answer.headers.get("X-Running") === "true";
      if (answer.status !== 200) {
        return on;
      }
      return answer.text().then((html) => {
        exchange(holder, html);
        tag = answer.headers.get("ETag");
        return on;
      });
    }

    function ask() {
      if (document.hidden) {
        return Promise.resolve(true);
      }
      return fetch(holder.dataset.live, {
        headers: tag === null ? {} : { "If-None-Match": tag },
        cache: "no-store",
      }).then(take);
    }

    function go() {
      ask()
        .catch(() => {
          message.textContent = holder.dataset.lost;
          return true;
        })
        .then((on) => {
          tick();
          if (on) {
            setTimeout(go, PAUSE);
          } else {
            clearInterval(ticking);
            holder.dataset.live = "";
          }
        });
    }

    const ticking = setInterval(tick, 500);
    document.addEventListener("visibilitychange", () => document.hidden || tick());
    go();
  }

  Behaviour.specify(".multi-stage-build-live", "multi-stage-build-live", 0, (holder) => {
    if (holder.dataset.live && !holder.dataset.followed) {
      holder.dataset.followed = "true";
      follow(holder);
    }
  });
})();
