package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {

    private final WorkerPool pool = new WorkerPool(Thread::new, 0);
    private final CountDownLatch hanging = new CountDownLatch(1);

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    @Test
    void tasksThatHangAreNoObstacleForOthers() throws Exception {
        int size = pool.getCorePoolSize();
        for (int i = 0; i < size; i++) {
            pool.submit(() -> {
                hanging.await();
                return null;
            });
        }
        Awaitility.await().until(() -> pool.getActiveCount() == size);
        Future<String> other = pool.submit(() -> "done");
        assertThat(other.isDone()).isFalse();

        pool.replace();

        assertThat(other.get(1, TimeUnit.MINUTES)).isEqualTo("done");
        hanging.countDown();
        Awaitility.await().until(() -> pool.getActiveCount() == 0);
        pool.replace();
        assertThat(pool.getCorePoolSize()).isEqualTo(size);
    }

    @Test
    void whoHasBeenBusyForAMomentIsNotReplaced() {
        WorkerPool patient = new WorkerPool(Thread::new, 3_600);
        int size = patient.getCorePoolSize();
        patient.execute(() -> await(hanging));
        Awaitility.await().until(() -> patient.getActiveCount() == 1);

        patient.replace();

        assertThat(patient.getCorePoolSize()).isEqualTo(size);
        patient.shutdownNow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
