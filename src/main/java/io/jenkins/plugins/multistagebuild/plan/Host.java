package io.jenkins.plugins.multistagebuild.plan;

import io.jenkins.plugins.multistagebuild.docker.Flavour;
import java.io.Serializable;
import java.util.List;

/**
 * A place where units can be built.
 *
 * @param name what plan and report call it
 * @param flavour how its engine builds
 * @param platforms platforms whose programs it can run, its own first; empty where nobody asked: then the engine is left
 *     to find out
 * @param power how fast it builds
 * @param store what it has and has room for
 * @param link how far away it is
 */
public record Host(String name, Flavour flavour, List<String> platforms, Power power, Store store, Link link)
        implements Serializable {

    public Host {
        platforms = List.copyOf(platforms);
    }

    /** A host of which nothing more is known. */
    public Host(String name, Flavour flavour) {
        this(name, flavour, List.of(), Power.UNKNOWN, Store.UNKNOWN, Link.UNKNOWN);
    }

    /** The same as another host would be called. */
    public Host withName(String other) {
        return new Host(other, flavour, platforms, power, store, link);
    }

    /** How many stages it builds side by side at full speed: each takes a processor. */
    int lanes() {
        return flavour == Flavour.CLASSIC ? Math.min(power.processors(), power.jobs()) : power.processors();
    }

    /** Work that it does in a millisecond, in milliseconds of a processor of speed 1. */
    double strength() {
        return lanes() * power.speed();
    }

    boolean isClassic() {
        return flavour == Flavour.CLASSIC;
    }

    /**
     * How fast a host builds.
     *
     * @param processors its processors
     * @param speed how fast one of them is, 1 being the one that run times were estimated for
     * @param jobs how many engine runs may go on at once where stages are units; of no account with BuildKit
     */
    public record Power(int processors, double speed, int jobs) implements Serializable {

        /** What is taken where nobody asked. */
        public static final Power UNKNOWN = new Power(2, 1, 4);

        public Power {
            if (processors < 1 || jobs < 1 || !(speed > 0 && speed < 1e6)) {
                throw new IllegalArgumentException(
                        processors + " processors of speed " + speed + ", " + jobs + " jobs");
            }
        }
    }

    /**
     * What a host has and has room for.
     *
     * @param images external images that need not be pulled, as the Dockerfile names them
     * @param freeBytes room on its disk; {@link Long#MAX_VALUE} where it is not known
     */
    public record Store(List<String> images, long freeBytes) implements Serializable {

        /** What is taken where nobody asked. */
        public static final Store UNKNOWN = new Store(List.of(), Long.MAX_VALUE);

        public Store {
            images = List.copyOf(images);
        }
    }

    /**
     * How far a host is from the machine that runs the build, through which hand-overs go.
     *
     * @param bytesPerSecond how much comes through
     * @param latencyMillis how long an answer takes
     */
    public record Link(long bytesPerSecond, long latencyMillis) implements Serializable {

        /** What is taken where nobody measured: a network of 1 Gbit/s. */
        public static final Link UNKNOWN = new Link(100_000_000, 1);

        public Link {
            if (bytesPerSecond < 1 || latencyMillis < 0) {
                throw new IllegalArgumentException(bytesPerSecond + " B/s, " + latencyMillis + " ms");
            }
        }
    }
}
