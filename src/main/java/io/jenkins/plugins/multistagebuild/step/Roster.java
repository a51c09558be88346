package io.jenkins.plugins.multistagebuild.step;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which executors a step asks the queue for, and which it has got. It knows nothing of Jenkins: it is told what happened and
 * answers with the requests to make and to take back. Each request has a number of its own. Its owner guards it by the
 * monitor under which it is saved.
 */
final class Roster implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How many it may ask for or have at once; one less for each request that somebody cancels. */
    private int most;
    /** How many further agents are of use. */
    private int wanted;

    private int last;
    /** Numbers of the requests that the queue has. */
    private final TreeSet<Integer> asked = new TreeSet<>();
    /** The agents that have come, by the number of their request. */
    private final TreeMap<Integer, Post> posts = new TreeMap<>();
    /** Agents that are of no use. */
    private final TreeSet<String> refused = new TreeSet<>();

    /**
     * An executor that it has got.
     *
     * @param node name of the agent
     * @param settled whether it is known what the agent is good for
     */
    record Post(String node, boolean settled) implements Serializable {}

    /**
     * What is to be told to the queue.
     *
     * @param requests numbers of requests to make
     * @param withdrawn numbers of requests to take back
     */
    record Change(List<Integer> requests, List<Integer> withdrawn) {

        Change {
            requests = List.copyOf(requests);
            withdrawn = List.copyOf(withdrawn);
        }
    }

    Roster(int most) {
        this.most = most;
    }

    /** An agent is there that no request brought. */
    void begin() {
        most--;
    }

    /** So many further agents are of use, besides those that have settled. */
    void want(int agents) {
        wanted = agents;
    }

    /** The queue gives an executor for a request; tells whether it is still of use. */
    boolean came(int number, String node) {
        if (!asked.contains(number) || isTaken(node)) {
            return false;
        }
        asked.remove(number);
        posts.put(number, new Post(node, false));
        return true;
    }

    /** It is known now what an agent is good for: what is wanted no longer counts it. */
    void settled(int number) {
        posts.computeIfPresent(number, (key, post) -> new Post(post.node, true));
    }

    /**
     * An agent goes.
     *
     * @param useless whether it is of no use another time either
     */
    void left(int number, boolean useless) {
        Post post = posts.remove(number);
        if (post != null && useless) {
            refused.add(post.node);
        }
    }

    /** Somebody has cancelled a request; tells whether it was one. */
    boolean cancelled(int number) {
        boolean was = asked.remove(number);
        if (was) {
            most--;
        }
        return was;
    }

    /** Nothing is wanted any more. */
    void end() {
        most = 0;
    }

    /** Makes the requests fit what is of use. */
    Change balance() {
        long unsettled = posts.values().stream().filter(post -> !post.settled).count();
        long target = Math.max(0, Math.min(wanted - unsettled, (long) most - posts.size()));
        List<Integer> requests = new ArrayList<>();
        List<Integer> withdrawn = new ArrayList<>();
        while (asked.size() < target) {
            asked.add(++last);
            requests.add(last);
        }
        while (asked.size() > target) {
            // The first one has waited longest.
            withdrawn.add(asked.pollLast());
        }
        return new Change(requests, withdrawn);
    }

    /** Whether an agent is here already, or of no use. */
    boolean isTaken(String node) {
        return taken().contains(node);
    }

    /** Names of the agents that are here already or of no use. */
    Set<String> taken() {
        Set<String> taken = new TreeSet<>(refused);
        posts.values().forEach(post -> taken.add(post.node));
        return taken;
    }

    boolean isAsked(int number) {
        return asked.contains(number);
    }

    /** Numbers of the requests that the queue has. */
    List<Integer> asked() {
        return List.copyOf(asked);
    }

    /** The agents that have come, by the number of their request. */
    Map<Integer, Post> posts() {
        return Map.copyOf(posts);
    }
}
